package dev.tributary.source;

import dev.tributary.passage.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document ready to be written: split, and embedded when the source has a model.
 *
 * @param document what it is a part of
 * @param contentHash of all that was written, so that an unchanged document is known again
 * @param chunks in order, at least one
 */
public record ChunkedDocument(Document document, String contentHash, List<Chunk> chunks) {
  /**
   * A piece of a document that fits a model.
   *
   * @param text with the title and headings it stands under
   * @param vector in the source's model, or null when it has none
   */
  public record Chunk(String text, @Nullable Vector vector) {}

  public ChunkedDocument {
    chunks = List.copyOf(chunks);
    if (chunks.isEmpty()) {
      throw new IllegalArgumentException("a document has at least one chunk");
    }
  }
}
