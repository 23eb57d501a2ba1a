package dev.tributary.conversation;

import dev.tributary.conversation.Turn.Role;
import dev.tributary.passage.Question;
import dev.tributary.text.Analyzers;
import dev.tributary.text.Cut;
import dev.tributary.text.Languages;
import dev.tributary.text.StopWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes a question stand alone without a model: what was talked about is added to its words.
 *
 * <ul>
 *   <li>A question leans on what was before when it has a referring word ("it", "they", "dela"),
 *       begins with "and", "but" or the like, has fewer than {@value #FEW_WORDS} words, or none
 *       that says what it is about. Any other is left as it is: the subject may have changed.
 *   <li>What was talked about: the telling words of the last {@value #TURNS} turns of the user,
 *       each turn counting {@value #FADING} of the next one, and what the last answer names, that
 *       is its words with a capital. Words that the question has itself are not repeated; at most
 *       {@value #TERMS} are added, the weightiest first.
 * </ul>
 */
final class SalientTerms {
  static final int FEW_WORDS = 3;
  static final int TURNS = 6;
  static final double FADING = 0.6;
  static final double OF_ANSWER = 0.8;
  static final int TERMS = 8;

  /** So much of a turn is read: a subject is named early. */
  private static final int READ = 2_000;

  private static final int READ_OF_ANSWER = 300;

  private static final Map<String, Set<String>> REFERRING =
      Map.of(
          "en",
          words("it its they them their theirs he him his she her hers this these those"),
          "pt",
          words(
              "ele ela eles elas dele dela deles delas nele nela isso isto aquilo esse essa esses"
                  + " essas este esta desse dessa disso lá lhe"),
          "es",
          words("él ella ellos ellas eso esto ese esa esos esas este esta allí ahí le su sus"),
          "de",
          words("er ihn ihm dies dieser diese dieses dort davon dazu darin"),
          "fr",
          words("elle ils elles celui celle cela ça cet cette ces lui leur leurs"));

  /** "me" and its like, in any language. */
  private static final Pattern LITTLE = Pattern.compile("\\p{Ll}{1,2}");

  private static final Set<String> CONNECTING =
      words("and or but so then also e ou mas então y pero und oder aber et mais");

  private SalientTerms() {}

  /** The question, or the question and what was talked about. */
  static Question standalone(Question question, List<Turn> history) {
    String text = question.text();
    List<String> said = said(Role.USER, history, text);
    String language = language(text, said);
    if (said.isEmpty() || !leans(text, language)) {
      return question;
    }
    StringBuilder whole = new StringBuilder(text);
    for (String term : salient(text, said, said(Role.ASSISTANT, history, text), language)) {
      whole.append(' ').append(term);
    }
    return whole.length() > Question.MAX_LENGTH ? question : new Question(whole.toString());
  }

  /** How many characters of a history are read at most. */
  static int charactersOf(List<Turn> history) {
    int characters = 0;
    for (Turn turn : history) {
      characters += Math.min(READ, turn.content().length());
    }
    return characters;
  }

  private static List<String> said(Role role, List<Turn> history, String question) {
    List<String> newestFirst = new ArrayList<>();
    for (Turn turn : history.reversed()) {
      if (turn.role() == role && newestFirst.size() < TURNS) {
        String content = printable(Cut.to(READ, turn.content()));
        if (!content.equals(question)) {
          newestFirst.add(content);
        }
      }
    }
    return newestFirst;
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static String language(String question, List<String> said) {
    return Languages.guess(said.isEmpty() ? question : question + "\n" + said.getFirst())
        .orElse("");
  }

  private static boolean leans(String question, String language) {
    String[] words = question.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1);
    Set<String> referring = REFERRING.getOrDefault(language, Set.of());
    int count = 0;
    for (String word : words) {
      if (referring.contains(word)) {
        return true;
      }
      count += word.isEmpty() ? 0 : 1;
    }
    String first = words[0].isEmpty() && words.length > 1 ? words[1] : words[0];
    return count < FEW_WORDS
        || CONNECTING.contains(first)
        || Analyzers.terms(question, language).isEmpty();
  }

  private static List<String> salient(
      String question, List<String> said, List<String> answers, String language) {
    Map<String, Weighed> weighed = new LinkedHashMap<>();
    double weight = 1;
    for (String turn : said) {
      for (String word : words(StopWords.keywords(turn, language))) {
        add(word, weight, language, weighed);
      }
      weight *= FADING;
    }
    if (!answers.isEmpty()) {
      String answer = Cut.to(READ_OF_ANSWER, answers.getFirst());
      for (String word : words(StopWords.keywords(answer, language))) {
        if (!word.isEmpty() && Character.isUpperCase(word.codePointAt(0))) {
          add(word, OF_ANSWER, language, weighed);
        }
      }
    }
    Set<String> own = new HashSet<>(Analyzers.terms(question, language));
    return weighed.entrySet().stream()
        .filter(term -> !own.contains(term.getKey()))
        .map(Map.Entry::getValue)
        .sorted(Comparator.comparingDouble(term -> -term.weight))
        .limit(TERMS)
        .map(term -> term.word)
        .toList();
  }

  private static void add(
      String word, double weight, String language, Map<String, Weighed> weighed) {
    String term = String.join(" ", Analyzers.terms(word, language));
    if (!term.isEmpty() && !LITTLE.matcher(word).matches()) {
      weighed.computeIfAbsent(term, _ -> new Weighed(word)).weight += weight;
    }
  }

  private static Set<String> words(String text) {
    return new LinkedHashSet<>(List.of(text.strip().split("\\s+", -1)));
  }

  private static final class Weighed {
    private final String word;
    private double weight;

    Weighed(String word) {
      this.word = word;
    }
  }
}
