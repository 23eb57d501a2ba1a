package dev.tributary.text;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A text read once: its words, and the terms that an analyser makes of them, as 64-bit hashes; for
 * whoever counts many texts and never shows a term.
 *
 * <p>A term is what {@link Analyzers} says, several times faster: what becomes of a word depends on
 * the word alone, and most words of a language come again and again, so words are cut here, and
 * what became of one is remembered for the next text. What stands between two spaces and has a
 * character that {@link WordBreak} does not know goes through Lucene, as does a text in a language
 * without a stemmer. A test compares the two.
 *
 * <p>Words are the same in whatever language a text is read: in small letters, stop words among
 * them; of what {@link WordBreak} does not know each character is one.
 */
public final class TermHashes {
  /** Longer words are cut by Lucene. */
  private static final int LONGEST = 255;

  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** A text of this length is read in the same place as the one before. */
  private static final int USUAL = 8_192;

  private static final ThreadLocal<char[]> BUFFER = ThreadLocal.withInitial(() -> new char[USUAL]);
  private static final Map<String, WordTerms> REMEMBERED = new ConcurrentHashMap<>();

  private final char[] chars;
  private final String language;
  private final @Nullable WordTerms remembered;
  private final Hashes words;
  private final Hashes terms;

  private TermHashes(String text, String language, @Nullable WordTerms remembered) {
    // Two more characters, which belong to no word: nobody has to ask whether there is a next one.
    int end = text.length();
    chars = end + 2 > USUAL ? new char[end + 2] : BUFFER.get();
    text.getChars(0, end, chars, 0);
    chars[end] = 0;
    chars[end + 1] = 0;
    this.language = language;
    this.remembered = remembered;
    words = new Hashes(text.length() / 5 + 8);
    terms = new Hashes(text.length() / 8 + 8);
  }

  /**
   * Reads a text.
   *
   * @param language ISO 639-1; null or unknown: as {@link Analyzers#of}
   */
  public static TermHashes of(String text, @Nullable String language) {
    String primary = language == null ? "" : Analyzers.primary(language);
    boolean isKnown = Languages.KNOWN.contains(primary);
    TermHashes read =
        new TermHashes(
            text, primary, isKnown ? REMEMBERED.computeIfAbsent(primary, WordTerms::new) : null);
    read.cut(text.length());
    if (!isKnown) {
      read.addByLucene(text);
    }
    return read;
  }

  /** The hash of each word of a text, in order. */
  public static long[] words(String text) {
    TermHashes read = new TermHashes(text, "", null);
    read.cut(text.length());
    return read.words();
  }

  /** The hash of each term, in order, repeated as often as it occurs. */
  public long[] terms() {
    return terms.all();
  }

  /** The hash of each word, in order. */
  public long[] words() {
    return words.all();
  }

  private void cut(int end) {
    int piece = 0;
    int wordsBefore = 0;
    int termsBefore = 0;
    int at = 0;
    while (at < end) {
      if (chars[at] <= ' ') {
        piece = ++at;
        wordsBefore = words.size;
        termsBefore = terms.size;
      } else {
        int next = afterWord(at);
        if (next < 0) {
          words.size = wordsBefore;
          terms.size = termsBefore;
          next = strange(piece, end);
        }
        at = next;
      }
    }
  }

  /** Reads one word, or what is none; -1 at what is not ours to cut. */
  private int afterWord(int start) {
    int at = start;
    byte part = WordBreak.of(chars[at]);
    if (part == WordBreak.APART || part >= WordBreak.BETWEEN_LETTERS) {
      return part == WordBreak.STRANGE ? -1 : at + 1;
    }
    long hash = FNV_START;
    boolean isWord = false;
    while (part != WordBreak.APART) {
      // Nearly all words are letters alone.
      while (part == WordBreak.LETTER) {
        hash = (hash ^ WordBreak.small(chars[at])) * FNV_PRIME;
        part = WordBreak.of(chars[++at]);
        isWord = true;
      }
      if (part >= WordBreak.BETWEEN_LETTERS && !joins(at, part)) {
        break;
      }
      if (part != WordBreak.APART) {
        isWord |= part == WordBreak.DIGIT;
        hash = (hash ^ WordBreak.small(chars[at])) * FNV_PRIME;
        part = WordBreak.of(chars[++at]);
      }
    }
    if (part == WordBreak.STRANGE || at - start > LONGEST) {
      return -1;
    }
    if (isWord) {
      words.add(hash);
      terms.add(remembered == null ? WordTerms.NONE : remembered.termOf(hash, chars, start, at));
    }
    return at;
  }

  /** Reads on to the next space, where nothing that is cut differently can reach. */
  private int strange(int start, int end) {
    int at = start;
    while (at < end && chars[at] > ' ') {
      words.add((FNV_START ^ Character.toLowerCase(chars[at++])) * FNV_PRIME);
    }
    if (remembered != null) {
      addByLucene(new String(chars, start, at - start));
    }
    return at;
  }

  private void addByLucene(String text) {
    Analyzers.forEachTerm(text, language, (term, length) -> terms.add(hash(term, 0, length)));
  }

  /** Whether a character that is part of no word by itself stays inside this one. */
  private boolean joins(int at, byte part) {
    byte before = WordBreak.of(chars[at - 1]);
    byte after = WordBreak.of(chars[at + 1]);
    return before == after
        && switch (part) {
          case WordBreak.BETWEEN_LETTERS -> before == WordBreak.LETTER;
          case WordBreak.BETWEEN_DIGITS -> before == WordBreak.DIGIT;
          case WordBreak.BETWEEN_ALIKE -> before == WordBreak.LETTER || before == WordBreak.DIGIT;
          default -> false;
        };
  }

  /** FNV-1a over characters: http://www.isthe.com/chongo/tech/comp/fnv/. */
  static long hash(char[] chars, int start, int end) {
    long hash = FNV_START;
    for (int i = start; i < end; i++) {
      hash = (hash ^ chars[i]) * FNV_PRIME;
    }
    return hash;
  }

  private static final class Hashes {
    private long[] values;
    private int size;

    Hashes(int capacity) {
      values = new long[capacity];
    }

    void add(long hash) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      // Always written and mostly kept: to branch at each stop word costs more.
      values[size] = hash;
      size += hash == WordTerms.NONE ? 0 : 1;
    }

    long[] all() {
      return Arrays.copyOf(values, size);
    }
  }
}
