package dev.tributary.ranking.rerank;

import dev.tributary.guard.Deadline;
import dev.tributary.ranking.Relevance;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Computes scores, and nothing else: time limit and breaker are {@link GuardedReranker}'s. */
interface Judge {
  /** Whether texts stay in this process. */
  boolean isLocal();

  /**
   * One relevance a text, in the order of the texts.
   *
   * <p>Lazy, never blocks who subscribes; a cancel takes the texts out of any queue and off the
   * wire.
   */
  Uni<List<Relevance>> judge(String question, List<String> texts, Deadline deadline);
}
