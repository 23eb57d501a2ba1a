package dev.tributary.ingestion;

import dev.tributary.source.Document;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads documents one after another. Blocks; for one thread at a time. */
interface DocumentReader extends Closeable {
  /** The most bytes of a file or a line that becomes one document. */
  int MAX_BYTES = 10 * 1024 * 1024;

  /**
   * What comes next; null at the end.
   *
   * @throws IOException when nothing more can be read at all
   */
  @Nullable Entry next() throws IOException;

  /** What stands in one place. */
  sealed interface Entry {}

  /** A document, found at a place that a person can look up. */
  record Read(String place, Document document) implements Entry {}

  /**
   * What could not be read.
   *
   * @param id of the document that it would have been; null when that cannot be told
   */
  record Skipped(String place, String reason, @Nullable String id) implements Entry {}
}
