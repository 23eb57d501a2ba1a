package dev.tributary.ranking;

import dev.tributary.passage.Identity;
import dev.tributary.passage.Passage;
import dev.tributary.text.Languages;
import dev.tributary.text.TermHashes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the ranking knows about a passage's text, which is read when first asked for. */
final class PassageText {
  /** The group of all languages that have no analyser of their own. */
  static final String OTHER = "";

  private final String id;
  private final long ends;
  private final @Nullable String title;
  private final String text;
  private final @Nullable String declared;
  private volatile @Nullable String content;
  private volatile @Nullable Analysed analysed;
  private volatile long @Nullable [] bands;

  /**
   * A text as one language reads it.
   *
   * @param language whose analyser read it, or {@link #OTHER}
   * @param isOwn whether that is known to be the text's own language
   * @param terms of title and text
   */
  record Analysed(String language, boolean isOwn, Terms terms) {}

  private PassageText(String id, @Nullable String title, String text, @Nullable String declared) {
    this.id = id;
    this.ends = Identity.ends(text);
    this.title = title;
    this.text = text;
    this.declared = declared;
  }

  static PassageText of(Passage passage) {
    return new PassageText(
        passage.id(), passage.title(), passage.text(), declaredLanguage(passage));
  }

  /** Title and text; chunks of split documents begin with their title already. */
  static String withTitle(Passage passage) {
    return withTitle(passage.title(), passage.text());
  }

  private static String withTitle(@Nullable String title, String text) {
    return title == null || text.startsWith(title) ? text : title + "\n" + text;
  }

  /** The language that the source knows, as a field or in the metadata. */
  static @Nullable String declaredLanguage(Passage passage) {
    String language = passage.language();
    return language == null && passage.metadata().get("lang") instanceof String lang
        ? lang
        : language;
  }

  /** See {@link Identity#content}; asked for only where {@link #ends} are equal. */
  String content() {
    String known = content;
    if (known == null) {
      known = Identity.content(id, title, text);
      content = known;
    }
    return known;
  }

  /** See {@link Identity#ends}. */
  long ends() {
    return ends;
  }

  /**
   * The terms in the text's own language: declared or, failing that, guessed.
   *
   * @param otherwise the language, or {@link #OTHER}, for a text that does not tell, such as a bare
   *     title
   */
  Analysed analysed(String otherwise) {
    // Two threads may both do it: with the same result.
    Analysed known = analysed;
    if (known == null || !(known.isOwn || known.language.equals(otherwise))) {
      String own = known == null ? ownLanguage() : null;
      known = read(own == null ? otherwise : own, own != null);
    }
    return known;
  }

  /** See {@link MinHash#bands}; of the text without its title, and in any language the same. */
  long[] bands() {
    analyseAhead();
    long[] known = bands;
    if (known == null) {
      known = MinHash.bands(TermHashes.words(text));
      bands = known;
    }
    return known;
  }

  /** Analyses it now if the text tells its language; else that of the pool decides. */
  void analyseAhead() {
    if (analysed == null) {
      String own = ownLanguage();
      if (own != null) {
        read(own, true);
      }
    }
  }

  /** Whether it has been analysed. */
  boolean isAnalysed() {
    return analysed != null;
  }

  private Analysed read(String language, boolean isOwn) {
    TermHashes read = TermHashes.of(text, language);
    bands = MinHash.bands(read.words());
    Analysed found = new Analysed(language, isOwn, Terms.of(title, text, read.terms(), language));
    analysed = found;
    return found;
  }

  private @Nullable String ownLanguage() {
    return declared == null
        ? Languages.guess(withTitle(title, text)).orElse(null)
        : group(declared);
  }

  private static String group(String language) {
    int dash = language.indexOf('-');
    String primary = (dash < 0 ? language : language.substring(0, dash)).toLowerCase(Locale.ROOT);
    return Languages.KNOWN.contains(primary) ? primary : OTHER;
  }
}
