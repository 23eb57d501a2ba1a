package dev.tributary.text;

import java.util.List;
import java.util.Optional;

/**
 * Guesses the language of a text by its little words.
 *
 * <p>The same text always gives the same guess. It needs no model and looks at the first {@value
 * #LOOKED_AT} characters only, or at fewer when they leave no doubt. English, Portuguese, Spanish,
 * German and French are known; a text whose little words speak for none of them, or for two alike,
 * is of no language: better no guess than a stemmer that is wrong.
 */
public final class Languages {
  /** The languages that are known, as ISO 639-1 codes. */
  public static final List<String> KNOWN = List.of("en", "pt", "es", "de", "fr");

  private static final int LOOKED_AT = 2_000;

  /** So many votes ahead of all others a language is taken, whatever else may come. */
  private static final int DECIDED = 8;

  /** The votes of all languages are one number, so many bits each. */
  private static final int BITS = 12;

  private static final int LONGEST = 8;

  private static final LittleWords LITTLE = new LittleWords();

  /** A vote for each language of a set of them. */
  private static final long[] VOTES = new long[1 << KNOWN.size()];

  private static final int PT = setOf("pt");
  private static final int ES = setOf("es");
  private static final int DE = setOf("de");
  private static final int FR = setOf("fr");

  static {
    for (int languages = 0; languages < VOTES.length; languages++) {
      for (int i = 0; i < KNOWN.size(); i++) {
        VOTES[languages] |= (long) (languages >> i & 1) << BITS * i;
      }
    }
    speaks(
        "en",
        """
        the of and to in is that it for on are as with be this by from at or an was which not have
        has what how when where why who does do did can will should would could there their they we
        you he she its if than then these those into about but been were my your our between\
        """);
    speaks(
        "pt",
        """
        o a os as um uma de do da dos das no na nos nas ao à aos às em e ou que qual quais não com
        por para pelo pela pelos pelas se é são foi ser está isso isto esse essa este esta mais mas
        como quando onde quem porque seu sua seus suas entre sobre até já também muito meu minha eu
        ele ela eles você nós tem há sem num numa\
        """);
    speaks(
        "es",
        """
        el la los las un una unos unas de del al en y e o u que qué cuál cuáles no con por para se
        es son fue ser está eso esto ese esa este esta más pero como cómo cuando cuándo donde dónde
        quién porque su sus entre sobre hasta ya también muy mi yo lo le les él ella ellos usted
        nosotros tiene hay sin a\
        """);
    speaks(
        "de",
        """
        der die das den dem des ein eine einen einem einer eines und oder aber ist sind war wird
        werden sein nicht kein keine mit von vom zu zum zur bei für auf aus im in an als wie was wer
        wo wann warum welche welcher welches wenn dass daß sich es er sie wir ihr ich du man auch
        noch nach über unter durch hat haben kann zwischen\
        """);
    speaks(
        "fr",
        """
        le la les un une des du de au aux en et ou où que qui quoi quel quelle quels quelles ne pas
        avec pour par sur dans est sont était être ce cet cette ces il elle ils elles on nous vous je
        tu se sa son ses leur leurs mais comme comment quand pourquoi plus très entre sans l d qu a
        à\
        """);
  }

  private Languages() {}

  /** The language of a text, or empty when its words do not tell. */
  public static Optional<String> guess(String text) {
    long votes = 0;
    int words = 0;
    long hash = LittleWords.START;
    int length = 0;
    int end = Math.min(text.length(), LOOKED_AT);
    for (int i = 0; i <= end; i++) {
      char c = i < end ? LittleWords.letter(text.charAt(i)) : 0;
      if (c != 0) {
        hash = LittleWords.hash(hash, c);
        length++;
        if (c > 'z') {
          votes += VOTES[letterOf(c)];
        }
      } else if (length > 0) {
        votes += VOTES[length <= LONGEST ? LITTLE.speakers(hash) : 0];
        words++;
        if (words % DECIDED == 0 && lead(votes) >= DECIDED) {
          break;
        }
        hash = LittleWords.START;
        length = 0;
      }
    }
    return winner(votes);
  }

  /** Whether a word is one of the little words of a language, in any case. */
  static boolean isLittle(CharSequence word, String language) {
    int bit = KNOWN.indexOf(language);
    return bit >= 0 && (LITTLE.speakers(word) >> bit & 1) == 1;
  }

  private static void speaks(String language, String words) {
    int bit = setOf(language);
    for (String word : words.split("\\s+", -1)) {
      LITTLE.add(word, bit);
    }
  }

  /** Letters that one of the languages has to itself. */
  private static int letterOf(char c) {
    return switch (c) {
      case 'ã', 'õ' -> PT;
      case 'ñ' -> ES;
      case 'ß', 'ä', 'ö' -> DE;
      case 'è', 'œ', 'û' -> FR;
      default -> 0;
    };
  }

  private static int setOf(String language) {
    return 1 << KNOWN.indexOf(language);
  }

  private static int votesFor(int i, long votes) {
    return (int) (votes >> BITS * i) & (1 << BITS) - 1;
  }

  private static int lead(long votes) {
    int best = 0;
    int second = 0;
    for (int i = 0; i < KNOWN.size(); i++) {
      int own = votesFor(i, votes);
      second = Math.max(second, Math.min(best, own));
      best = Math.max(best, own);
    }
    return best - second;
  }

  private static Optional<String> winner(long votes) {
    int best = 0;
    for (int i = 1; i < KNOWN.size(); i++) {
      best = votesFor(i, votes) > votesFor(best, votes) ? i : best;
    }
    return lead(votes) > 0 ? Optional.of(KNOWN.get(best)) : Optional.empty();
  }
}
