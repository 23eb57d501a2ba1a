package dev.tributary.embedding;

import io.smallrye.mutiny.Uni;

/** A network of this process that reads question and passage together. */
public interface CrossEncoder {
  /**
   * How well a passage answers a question: a logit, whose sigmoid is from 0 to 1.
   *
   * <p>Lazy, never blocks who subscribes, one pair a call; a cancel takes the pair out of the
   * queue. Fails with {@link EmbeddingException} alone, and ends on a thread of the models'. The
   * network is loaded at its first use.
   */
  Uni<Float> logit(String question, String passage);
}
