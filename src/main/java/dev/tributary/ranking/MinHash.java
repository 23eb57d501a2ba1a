package dev.tributary.ranking;

import java.util.Arrays;

/**
 * A sketch by which texts that share most of their words are found without comparing all with all.
 *
 * <p>Of every run of {@value #SHINGLE} words the hash is taken through {@value #FUNCTIONS}
 * functions {@code ax + b mod 2³²}, and of each function the least value kept: two texts agree in
 * one with the probability of their resemblance, the share of runs that they have in common
 * (Broder, "On the resemblance and containment of documents", 1997). The values are cut into
 * {@value #BANDS} bands of {@value #ROWS}; texts meet if they agree in a whole band, which at a
 * resemblance {@code s} has the probability {@code 1 − (1 − s⁴)¹⁶} (Leskovec, Rajaraman, Ullman,
 * "Mining of Massive Datasets", 3.4): .9998 at .8, .02 at .2. Meeting proves nothing; it is where
 * to look.
 */
final class MinHash {
  static final int SHINGLE = 3;
  static final int BANDS = 16;
  static final int ROWS = 4;
  static final int FUNCTIONS = BANDS * ROWS;

  private static final int[] A = new int[FUNCTIONS];
  private static final int[] B = new int[FUNCTIONS];

  static {
    for (int f = 0; f < FUNCTIONS; f++) {
      A[f] = (int) mixed(2L * f) | 1;
      B[f] = (int) mixed(2L * f + 1);
    }
  }

  private MinHash() {}

  /**
   * The bands of a text and, last, the hash of all its words, so that equal texts surely meet.
   *
   * @param words at least {@value #SHINGLE}
   */
  static long[] bands(long[] words) {
    int[] least = new int[FUNCTIONS];
    Arrays.fill(least, Integer.MAX_VALUE);
    for (int i = SHINGLE - 1; i < words.length; i++) {
      int run = (int) mixed(words[i] + 31 * (words[i - 1] + 31 * words[i - 2]));
      // The one loop that costs: kept so plain that it runs eight functions at a time.
      for (int f = 0; f < FUNCTIONS; f++) {
        least[f] = Math.min(least[f], A[f] * run + B[f]);
      }
    }
    long[] bands = new long[BANDS + 1];
    for (int b = 0; b < BANDS; b++) {
      bands[b] = b;
      for (int row = 0; row < ROWS; row++) {
        bands[b] = mixed(bands[b] + least[b * ROWS + row]);
      }
    }
    bands[BANDS] = BANDS;
    for (long word : words) {
      bands[BANDS] = mixed(bands[BANDS] + word);
    }
    return bands;
  }

  /** SplitMix64's finaliser: https://prng.di.unimi.it/splitmix64.c */
  private static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
