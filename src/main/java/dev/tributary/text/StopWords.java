package dev.tributary.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** The little words of a language, which say nothing about what a text is about. */
public final class StopWords {
  private StopWords() {}

  /**
   * A text without the words that its own language does not count, the others as they stand; the
   * whole text when nothing else would be left.
   *
   * <p>For a question that is to be matched with texts of other languages: their analysers know
   * only their own little words, and to them "what is the" are three rare finds.
   *
   * @param language of the text, ISO 639-1
   */
  public static String without(String text, String language) {
    StringBuilder words = new StringBuilder(text.length());
    try (TokenStream stream = Analyzers.of(language).tokenStream("", text)) {
      OffsetAttribute at = stream.getAttribute(OffsetAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        words.append(text, at.startOffset(), at.endOffset()).append(' ');
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
    return words.isEmpty() ? text : words.toString();
  }

  /**
   * The words of a question that name what it is about: without those that its language does not
   * count, and without those that only make it a question ("where", "does"). The whole question
   * when nothing else would be left.
   *
   * <p>For a search that wants every word to be in what it finds.
   *
   * @param language of the question, ISO 639-1
   */
  public static String keywords(String question, String language) {
    String kept =
        without(question, language)
            .lines()
            .flatMap(line -> Arrays.stream(line.split("\\s+", -1)))
            .filter(word -> !word.isEmpty() && !Languages.isLittle(word, language))
            .collect(Collectors.joining(" "));
    return kept.isEmpty() ? question : kept;
  }
}
