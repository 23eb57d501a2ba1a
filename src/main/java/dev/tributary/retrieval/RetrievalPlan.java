package dev.tributary.retrieval;

import dev.tributary.fanout.GuardedSource;
import dev.tributary.ranking.RankingPlan;
import java.time.Duration;
import java.util.List;

/**
 * What will be done for one request: all that is decided before the first call.
 *
 * @param request it is for
 * @param sources to ask, in the order of the reports
 * @param deadline for the whole answer
 * @param reserve of it, kept for the ranking
 * @param ranking how to rank
 */
record RetrievalPlan(
    RetrievalRequest request,
    List<PlannedSource> sources,
    Duration deadline,
    Duration reserve,
    RankingPlan ranking) {
  /**
   * One source, and how it is asked this time.
   *
   * @param required whether there is no answer without it
   */
  record PlannedSource(
      GuardedSource source, int limit, Duration waitTime, double weight, boolean required) {
    /** Whether the answer waits for it. */
    boolean mandatory() {
      return required || !source.source().settings().optional();
    }
  }

  RetrievalPlan {
    sources = List.copyOf(sources);
  }
}
