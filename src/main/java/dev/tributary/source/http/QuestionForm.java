package dev.tributary.source.http;

import dev.tributary.text.Cut;
import dev.tributary.text.Languages;
import dev.tributary.text.StopWords;
import java.util.Locale;
import java.util.regex.Pattern;

/** In which form an API is told the question. */
enum QuestionForm {
  /** As it was asked. */
  TEXT,
  /** Its words alone: no punctuation, so that nothing in it is an operator. */
  WORDS,
  /** Its words without the little ones, for an API that wants every word to be in a hit. */
  KEYWORDS;

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern OPERATOR = Pattern.compile("\\b(AND|OR|NOT|NEAR|TO)\\b");

  /**
   * The question in this form; blank when nothing is left of it.
   *
   * @param most characters; cut between words where there are any
   */
  String of(String question, int most) {
    String form =
        switch (this) {
          case TEXT -> question;
          case WORDS -> words(question);
          case KEYWORDS -> keywords(question);
        };
    return cut(form.strip(), most);
  }

  private static String words(String question) {
    String words = NO_WORD.matcher(question).replaceAll(" ");
    return OPERATOR.matcher(words).replaceAll(m -> m.group().toLowerCase(Locale.ROOT));
  }

  private static String keywords(String question) {
    String words = words(question);
    return Languages.guess(question)
        .map(language -> StopWords.keywords(words, language))
        .orElse(words);
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int space = text.lastIndexOf(' ', most);
    return space > 0 ? text.substring(0, space).strip() : Cut.to(most, text);
  }
}
