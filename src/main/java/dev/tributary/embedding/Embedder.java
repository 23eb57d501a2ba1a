package dev.tributary.embedding;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Vector;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Turns text into vectors of one model.
 *
 * <p>Vectors have length 1. Every Uni is lazy, never blocks who subscribes, ends at its deadline,
 * frees what it holds when it is cancelled, fails with {@link EmbeddingException} alone, and ends
 * on some thread of the embedder's: the caller brings the result back to its own context. A
 * question and a passage may be embedded differently: some models want a prefix on either.
 */
public interface Embedder {
  /** What a passage on its way into an index may take: longer than any answer. */
  Duration INGESTION_TIME = Duration.ofMinutes(10);

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
   * @param deadline of the answer that the passage is ranked for; ingestion passes {@link
   *     #INGESTION_TIME} and by that lets all go before it that somebody waits for
   */
  Uni<Vector> embedPassage(String text, Deadline deadline);

  /** Tries whether the model loads and answers; brings it into memory. */
  Uni<Void> check();
}
