package dev.tributary.passage;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of text that one source found.
 *
 * @param id unique over all sources, see {@link PassageId}
 * @param source the name of the source that found it
 * @param title of the document, if it has one
 * @param url where a person can read it, if anywhere
 * @param text plain text, at most {@value #MAX_TEXT} characters
 * @param language ISO 639-1 code, if the source knows it
 * @param metadata scalars (String, Number, Boolean) or lists of scalars; dates as ISO 8601 in UTC
 * @param signal what {@code rawScore} says
 * @param rawScore the source's own score, higher is better; null when it only gives an order
 * @param vector of the text, when the source returned one; never serialised
 */
public record Passage(
    String id,
    String source,
    @Nullable String title,
    @Nullable String url,
    String text,
    @Nullable String language,
    Map<String, Object> metadata,
    Signal signal,
    @Nullable Double rawScore,
    @Nullable Vector vector) {
  /** The most characters a text may have; a source cuts longer ones. */
  public static final int MAX_TEXT = 8_000;

  public Passage {
    if (id.isEmpty() || source.isEmpty()) {
      throw new IllegalArgumentException("a passage has an id and a source");
    }
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "a passage has at most " + MAX_TEXT + " characters, this one has " + text.length());
    }
    if (rawScore != null && !Double.isFinite(rawScore)) {
      throw new IllegalArgumentException("a score is a finite number, not " + rawScore);
    }
    metadata = Map.copyOf(metadata);
  }
}
