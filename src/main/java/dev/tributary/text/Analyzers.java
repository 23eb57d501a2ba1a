package dev.tributary.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.util.Version;
import org.jspecify.annotations.Nullable;

/**
 * Turns text into the terms that are searched and counted: one shared analyser a language.
 *
 * <p>English, Portuguese, Spanish, German and French lose their stop words and are stemmed; all
 * other text is cut by ICU (which also knows scripts without spaces) and only folded. Case and
 * accents are folded in every language before the stemmer sees a word, so that a question typed
 * without accents finds the same passages: {@code recuperacao} and {@code recuperação} are one
 * term.
 *
 * <p>Safe for use by many threads; each thread keeps and reuses its own token stream.
 */
public final class Analyzers {
  /** Changes whenever the same text may give other terms, so that an index knows it is old. */
  public static final String VERSION = "1-lucene" + Version.LATEST.major;

  private static final Map<String, StemmingAnalyzer> STEMMING =
      Map.of(
          "en", StemmingAnalyzer.english(),
          "pt", StemmingAnalyzer.portuguese(),
          "es", StemmingAnalyzer.spanish(),
          "de", StemmingAnalyzer.german(),
          "fr", StemmingAnalyzer.french());
  private static final Analyzer ANY = new FoldingAnalyzer();

  /** Is told each term, in order, without an object made for it. */
  @FunctionalInterface
  public interface TermVisitor {
    /** One term: the first {@code length} characters of a buffer that the next call overwrites. */
    void term(char[] buffer, int length);
  }

  private Analyzers() {}

  /**
   * The analyser of a language.
   *
   * @param language ISO 639-1, perhaps with a region ({@code pt-BR}); null or unknown: ICU
   */
  public static Analyzer of(@Nullable String language) {
    Analyzer known = language == null ? null : STEMMING.get(primary(language));
    return known == null ? ANY : known;
  }

  /** The analyser of one of {@link Languages#KNOWN}. */
  static StemmingAnalyzer stemming(String language) {
    return Objects.requireNonNull(STEMMING.get(language));
  }

  /** The terms of a text, in order, repeated as often as they occur. */
  public static List<String> terms(String text, @Nullable String language) {
    List<String> terms = new ArrayList<>(text.length() / 8 + 1);
    forEachTerm(text, language, (buffer, length) -> terms.add(String.valueOf(buffer, 0, length)));
    return terms;
  }

  /**
   * Visits the terms of a text without making a string of each: for whoever only counts or looks
   * some of them up, say in a {@link org.apache.lucene.analysis.CharArrayMap}.
   */
  public static void forEachTerm(String text, @Nullable String language, TermVisitor visitor) {
    try (TokenStream stream = of(language).tokenStream("", text)) {
      CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        visitor.term(term.buffer(), term.length());
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
  }

  /**
   * A text without the stop words of its language: what is left may be searched among texts of
   * other languages, where those words are rare and would seem to tell much.
   */
  public static String withoutStopWords(String text, String language) {
    StemmingAnalyzer known = STEMMING.get(primary(language));
    if (known == null) {
      return text;
    }
    StringJoiner kept = new StringJoiner(" ");
    for (String word : terms(text, null)) {
      if (!known.isStopWord(word)) {
        kept.add(word);
      }
    }
    return kept.toString();
  }

  /** The language without its region. */
  static String primary(String language) {
    int dash = language.indexOf('-');
    return (dash < 0 ? language : language.substring(0, dash)).toLowerCase(Locale.ROOT);
  }
}
