package dev.tributary.embedding;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Vector;
import io.smallrye.mutiny.Uni;

/**
 * Turns text into vectors of one model.
 *
 * <p>Every Uni is lazy, never blocks who subscribes, and fails with {@link EmbeddingException}
 * alone. A question and a passage may be embedded differently: some models want a prefix on either.
 */
public interface Embedder {
  /** The configured name of the model; vectors carry it. */
  String model();

  /** Whether texts stay in this process. */
  boolean isLocal();

  /**
   * The vector of a question; cached by normalised text, and computed once for all who ask at the
   * same time.
   */
  Uni<Vector> embedQuestion(String text, Deadline deadline);

  /**
   * The vector of a passage; one text a call, since quantised models answer differently in a batch.
   *
   * <p>Ingestion has no deadline of a question; it passes a generous one.
   */
  Uni<Vector> embedPassage(String text, Deadline deadline);

  /** Tries whether the model loads and answers; brings it into memory. */
  Uni<Void> check();
}
