package dev.tributary.ranking;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who judges the best of a pool, fixed before the first passage is there.
 *
 * @param reranker who judges
 * @param topN how many passages, the best of the pool
 * @param threshold the least score of a passage that is returned, 0 to 1; null for all
 * @param budget how much of the answer's time is kept for it
 */
public record RerankPlan(Reranker reranker, int topN, @Nullable Double threshold, Duration budget) {
  public RerankPlan {
    if (topN < 1) {
      throw new IllegalArgumentException("topN is at least 1");
    }
  }
}
