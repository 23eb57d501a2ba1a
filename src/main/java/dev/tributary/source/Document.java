package dev.tributary.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole document, as it is written to a {@link WritableSource}.
 *
 * @param id native to the source, 1 to 512 characters
 * @param title if it has one
 * @param url where a person can read it, if anywhere
 * @param text plain text or Markdown
 * @param language ISO 639-1 code, if known
 * @param metadata scalars or lists of scalars
 */
public record Document(
    String id,
    @Nullable String title,
    @Nullable String url,
    String text,
    @Nullable String language,
    Map<String, Object> metadata) {
  public Document {
    if (id.isBlank() || id.length() > 512) {
      throw new IllegalArgumentException("a document's id has 1 to 512 characters");
    }
    metadata = Map.copyOf(metadata);
  }
}
