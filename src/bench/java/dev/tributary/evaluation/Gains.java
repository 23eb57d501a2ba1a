package dev.tributary.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * nDCG@10 with the gain 2^grade − 1, as {@code federated.mjs} has it and most papers on rankers do,
 * where {@link Metrics} follows {@code trec_eval}; and whether two rankings differ by more than
 * chance.
 */
public final class Gains {
  private static final int DEPTH = 10;

  private Gains() {}

  /** nDCG@10 of documents, best first, each once; the gain of a grade is 2^grade − 1. */
  public static double ndcg(List<String> documents, Map<String, Integer> judged) {
    List<Integer> ideal = judged.values().stream().sorted(Comparator.reverseOrder()).toList();
    double best = dcg(ideal);
    return best == 0
        ? 0
        : dcg(documents.stream().map(d -> judged.getOrDefault(d, 0)).toList()) / best;
  }

  public static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** See {@link Randomisation}. */
  public static double p(double[] one, double[] other) {
    return Randomisation.p(one, other);
  }

  private static double dcg(List<Integer> grades) {
    double sum = 0;
    for (int i = 0; i < Math.min(DEPTH, grades.size()); i++) {
      sum += (Math.pow(2, grades.get(i)) - 1) / (Math.log(i + 2) / Math.log(2));
    }
    return sum;
  }
}
