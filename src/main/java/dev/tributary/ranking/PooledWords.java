package dev.tributary.ranking;

import dev.tributary.passage.Question;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pool that is ranked by its words: an answer by itself, or the way to those candidates that
 * deserve a cosine.
 */
record PooledWords(PooledScoring scoring, List<Scored> ranking) {

  static PooledWords of(Question question, Pool pool) {
    PooledScoring scoring = PooledScoring.of(question, pool);
    return new PooledWords(scoring, scoring.byWords());
  }

  /** The answer by words. */
  Ranked ranked(int topK, @Nullable String degraded) {
    return Scored.ranked(ranking, topK, ranking.size(), null, degraded);
  }

  /** The best candidates by words, at most {@link RankingPlan#COMPUTED}. */
  PooledScoring head() {
    return scoring.head(ranking, RankingPlan.COMPUTED);
  }

  /**
   * The answer in which the head is ranked by cosine too, and the rest comes behind.
   *
   * @param cosines of the head, in the order of its candidates
   */
  Ranked ranked(int topK, PooledScoring head, double[] cosines, String model) {
    List<Scored> best = head.byCosine(cosines, PooledScoring.cosineWeight(model));
    return Scored.ranked(PooledScoring.join(best, ranking), topK, best.size(), model, null);
  }
}
