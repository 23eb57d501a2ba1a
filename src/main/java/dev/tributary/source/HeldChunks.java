package dev.tributary.source;

import io.smallrye.mutiny.Multi;
import java.util.Collection;
import java.util.Map;

/**
 * What a collection holds of the documents that this server wrote, a record for each chunk.
 *
 * @param <R> a record as it is read
 */
public interface HeldChunks<R> {
  /** All chunks of the documents. */
  Multi<R> chunks(Collection<String> documentIds);

  /** At least the first chunk of every document. */
  Multi<R> first();

  /** The record's key in the store. */
  String key(R chunk);

  /** Its fields, at least the document's id and content hash. */
  Map<String, ?> fields(R chunk);
}
