package dev.tributary.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Whether a difference between two ways to rank the same questions is more than luck: the paired
 * randomisation test of Fisher, two-sided.
 *
 * <p>If both ways were alike, either of a question's two scores might have come from either way. So
 * p is how often, among all ways to swap them, the mean difference is at least as large as the one
 * that was seen. Up to 12 differing questions all swaps are tried; of more, {@value #SAMPLES} drawn
 * ones, always the same. Source: Smucker, Allan and Carterette, "A comparison of statistical
 * significance tests for information retrieval evaluation", 2007.
 */
final class Randomisation {
  static final int SAMPLES = 10_000;

  private static final int ALL_SWAPS = 12;
  private static final long SEED = 1935;

  /** Sums that differ by less are equal: they were added in another order. */
  private static final double ROUNDING = 1e-9;

  private Randomisation() {}

  /** The chance to see such a difference, or a larger one, between ways that are alike. */
  static double p(double[] one, double[] other) {
    double[] differences = new double[one.length];
    for (int i = 0; i < one.length; i++) {
      differences[i] = one[i] - other[i];
    }
    // Swapping equal scores changes nothing.
    double[] differing = Arrays.stream(differences).filter(d -> d != 0).toArray();
    if (differing.length == 0) {
      return 1;
    }
    double seen = Math.abs(Arrays.stream(differing).sum()) - ROUNDING;
    return differing.length <= ALL_SWAPS ? exact(differing, seen) : sampled(differing, seen);
  }

  private static double exact(double[] differences, double seen) {
    long all = 1L << differences.length;
    long atLeast = 0;
    for (long swaps = 0; swaps < all; swaps++) {
      atLeast += Math.abs(sum(differences, swaps, 0)) >= seen ? 1 : 0;
    }
    return (double) atLeast / all;
  }

  /** What was seen is one of the ways, so that p is never 0. */
  private static double sampled(double[] differences, double seen) {
    SplittableRandom random = new SplittableRandom(SEED);
    int atLeast = 1;
    for (int i = 0; i < SAMPLES; i++) {
      double sum = 0;
      for (int from = 0; from < differences.length; from += Long.SIZE) {
        sum += sum(differences, random.nextLong(), from);
      }
      atLeast += Math.abs(sum) >= seen ? 1 : 0;
    }
    return (double) atLeast / (SAMPLES + 1);
  }

  /** The sum of up to 64 differences, those turned round whose bit is set. */
  private static double sum(double[] differences, long swaps, int from) {
    double sum = 0;
    for (int i = from; i < Math.min(differences.length, from + Long.SIZE); i++) {
      sum += (swaps >>> (i - from) & 1) == 0 ? differences[i] : -differences[i];
    }
    return sum;
  }
}
