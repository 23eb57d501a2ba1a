package dev.tributary.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** nDCG@10, and whether two rankings differ by more than chance. */
public final class Gains {
  private static final int DEPTH = 10;
  private static final int ROUNDS = 10_000;

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

  /**
   * The chance of a difference at least this great if the names of both rankings meant nothing
   * (Fisher's randomisation test, paired by question, two-sided).
   */
  public static double p(double[] one, double[] other) {
    double observed = Math.abs(mean(one) - mean(other));
    Random random = new Random(1);
    int asGreat = 1;
    for (int round = 0; round < ROUNDS; round++) {
      double sum = 0;
      for (int i = 0; i < one.length; i++) {
        sum += random.nextBoolean() ? one[i] - other[i] : other[i] - one[i];
      }
      asGreat += Math.abs(sum / one.length) >= observed - 1e-12 ? 1 : 0;
    }
    return (double) asGreat / (ROUNDS + 1);
  }

  private static double dcg(List<Integer> grades) {
    double sum = 0;
    for (int i = 0; i < Math.min(DEPTH, grades.size()); i++) {
      sum += (Math.pow(2, grades.get(i)) - 1) / (Math.log(i + 2) / Math.log(2));
    }
    return sum;
  }
}
