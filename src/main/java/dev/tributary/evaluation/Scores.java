package dev.tributary.evaluation;

import java.util.Collection;

/**
 * How well a list answers a question, or lists answer questions on average.
 *
 * @param ndcg nDCG@10
 * @param mrr the reciprocal rank of the first relevant document among the first 10
 * @param recall the share of the relevant documents that was found
 * @param judged the share of the first 10 documents that somebody has judged: where it is low,
 *     nobody knows how good the list is
 */
public record Scores(double ndcg, double mrr, double recall, double judged) {
  /** How far down a list is looked at, but for recall. */
  public static final int CUTOFF = 10;

  static Scores of(int[] list, Collection<Integer> judgments, int recallAt) {
    return new Scores(
        Metrics.ndcg(list, judgments, CUTOFF),
        Metrics.reciprocalRank(list, CUTOFF),
        Metrics.recall(list, judgments, recallAt),
        Metrics.judged(list, CUTOFF));
  }

  static Scores mean(Collection<Scores> all) {
    double ndcg = 0;
    double mrr = 0;
    double recall = 0;
    double judged = 0;
    for (Scores one : all) {
      ndcg += one.ndcg;
      mrr += one.mrr;
      recall += one.recall;
      judged += one.judged;
    }
    int n = Math.max(1, all.size());
    return new Scores(ndcg / n, mrr / n, recall / n, judged / n);
  }
}
