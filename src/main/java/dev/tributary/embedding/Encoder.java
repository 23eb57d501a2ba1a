package dev.tributary.embedding;

import io.smallrye.mutiny.Uni;

/**
 * Computes vectors, and nothing else: prefixes, caches, time limits and sharing are {@link
 * CachingEmbedder}'s.
 */
interface Encoder extends AutoCloseable {
  /** Whether texts stay in this process. */
  boolean isLocal();

  /**
   * The vector of a text, of length 1.
   *
   * <p>Lazy, never blocks who subscribes, one text a call; a cancel takes the text out of any queue
   * and off the wire. Fails with {@link EmbeddingException} alone.
   */
  Uni<float[]> encode(String text, Lane lane);

  @Override
  void close();
}
