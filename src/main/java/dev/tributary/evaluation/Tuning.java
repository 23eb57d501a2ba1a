package dev.tributary.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Searches weights of sources that rank best: one source after the other gets the weight that helps
 * most, while any helps. Same questions, same weights.
 */
final class Tuning {
  /** What a weight may become; what it is now may stay too. */
  static final List<Double> WEIGHTS = List.of(0.25, 0.5, 1.0, 2.0, 4.0);

  /** A change of a weight has to raise nDCG@10 by this much: less is luck. */
  static final double WORTH_A_CHANGE = 0.001;

  private static final int MOST_ROUNDS = 3;
  private static final long SEED = 1935;

  private final double[] start;
  private final BooleanSupplier unwanted;

  /**
   * @param start one a source; 0 stays 0, since who chose it wants the source to come last
   * @param unwanted whether nobody waits for the result any more
   */
  Tuning(double[] start, BooleanSupplier unwanted) {
    this.start = start;
    this.unwanted = unwanted;
  }

  /**
   * The best weights for some questions.
   *
   * @throws CancellationException when nobody waits for them any more
   */
  double[] best(List<Weighable> questions) {
    double[] weights = start.clone();
    double best = mean(questions, weights);
    boolean better = true;
    for (int round = 0; better && round < MOST_ROUNDS; round++) {
      better = false;
      for (int source = 0; source < weights.length; source++) {
        double before = best;
        best = improve(questions, weights, source, before);
        better |= best > before;
      }
    }
    return weights;
  }

  /** Gives one source the weight that helps most; the mean that it leads to. */
  private double improve(List<Weighable> questions, double[] weights, int source, double before) {
    double kept = weights[source];
    double best = before;
    for (double weight : kept == 0 ? List.<Double>of() : WEIGHTS) {
      double now = weights[source];
      weights[source] = weight;
      double mean = weight == kept ? before : mean(questions, weights);
      if (mean >= before + WORTH_A_CHANGE && mean > best) {
        best = mean;
      } else {
        weights[source] = now;
      }
    }
    return best;
  }

  private double mean(List<Weighable> questions, double[] weights) {
    double sum = 0;
    for (Weighable question : questions) {
      if (unwanted.getAsBoolean()) {
        throw new CancellationException("nobody waits for the weights");
      }
      sum += question.ndcg(weights);
    }
    return sum / Math.max(1, questions.size());
  }

  /**
   * To which fold each of n questions belongs: folds of equal size, drawn always in the same way.
   */
  static List<Integer> folds(int n, int folds) {
    List<Integer> of = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      of.add(i % folds);
    }
    Collections.shuffle(of, new Random(SEED));
    return of;
  }
}
