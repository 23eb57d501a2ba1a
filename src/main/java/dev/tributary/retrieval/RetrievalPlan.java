package dev.tributary.retrieval;

import dev.tributary.fanout.GuardedSource;
import dev.tributary.ranking.RankingPlan;
import dev.tributary.ranking.RerankPlan;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What will be done for one request: all that is decided before the first call.
 *
 * @param request it is for
 * @param sources to ask, in the order of the reports
 * @param deadline for the whole answer
 * @param reserve of it, kept for the ranking
 * @param ranking how to rank
 * @param rerank who judges the best of that; null for nobody
 */
record RetrievalPlan(
    RetrievalRequest request,
    List<PlannedSource> sources,
    Duration deadline,
    Duration reserve,
    RankingPlan ranking,
    @Nullable RerankPlan rerank) {
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

  /** The same plan for some of its sources. */
  RetrievalPlan of(List<PlannedSource> some) {
    return new RetrievalPlan(request, some, deadline, reserve, ranking, rerank);
  }

  /** The same plan with other time. */
  RetrievalPlan within(Duration time) {
    return new RetrievalPlan(request, sources, time, reserve, ranking, rerank);
  }
}
