package dev.tributary.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The server's own measures for rankings that were made beside it. */
public final class Gains {
  private static final int DEPTH = 10;

  private Gains() {}

  /**
   * nDCG@10; see {@link Metrics#ndcg}.
   *
   * @param documents best first, each once
   * @param judged grades above 0 by document
   */
  public static double ndcg(List<String> documents, Map<String, Integer> judged) {
    int[] grades = documents.stream().mapToInt(d -> judged.getOrDefault(d, 0)).toArray();
    return Metrics.ndcg(grades, judged.values(), DEPTH);
  }

  public static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  /** See {@link Randomisation}. */
  public static double p(double[] one, double[] other) {
    return Randomisation.p(one, other);
  }
}
