package dev.tributary.ranking;

import java.util.Arrays;

/**
 * A sketch by which texts that share most of their words are found without comparing all with all.
 *
 * <p>Every run of {@value #SHINGLE} words is hashed once. The hash says which of {@value #PLACES}
 * places the run belongs to, and each place keeps its least hash: two texts agree in a place with
 * the probability of their resemblance, the share of runs that they have in common (one permutation
 * hashing: Li, Owen, Zhang, 2012, after Broder, "On the resemblance and containment of documents",
 * 1997). A place that no run belongs to borrows from another, chosen alike for all texts
 * (Shrivastava, "Optimal densification for fast and accurate minwise hashing", 2017).
 *
 * <p>The places are cut into {@value #BANDS} bands of {@value #ROWS}; texts meet if they agree in a
 * whole band, which at a resemblance {@code s} has the probability {@code 1 − (1 − s³)¹²}
 * (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", 3.4): .9998 at .8, .09 at .2. Meeting
 * proves nothing; it is where to look.
 */
final class MinHash {
  static final int SHINGLE = 3;
  static final int BANDS = 12;
  static final int ROWS = 3;
  static final int PLACES = BANDS * ROWS;

  private static final long EMPTY = Long.MAX_VALUE;
  private static final long[] NONE = {};

  private MinHash() {}

  /**
   * The bands of a text and, last, a hash of all its words, so that equal texts surely meet; none
   * of a text of less than {@value #SHINGLE} words.
   */
  static long[] bands(long[] words) {
    if (words.length < SHINGLE) {
      return NONE;
    }
    long[] least = new long[PLACES];
    Arrays.fill(least, EMPTY);
    long all = 0;
    for (int i = SHINGLE - 1; i < words.length; i++) {
      long run = mixed(words[i] + 31 * (words[i - 1] + 31 * words[i - 2]));
      int place = (int) ((run >>> 32) * PLACES >>> 32);
      least[place] = Math.min(least[place], run);
      all += run;
    }
    long[] bands = new long[BANDS + 1];
    for (int b = 0; b < BANDS; b++) {
      bands[b] = b;
      for (int row = 0; row < ROWS; row++) {
        bands[b] = mixed(bands[b] + least[filled(least, b * ROWS + row)]);
      }
    }
    bands[BANDS] = all;
    return bands;
  }

  /** A place itself or, if it is empty, the first one on its walk that is not. */
  private static int filled(long[] least, int place) {
    int at = place;
    for (int step = 1; least[at] == EMPTY; step++) {
      long next = mixed(step * (long) PLACES + place);
      at = (int) ((next >>> 32) * PLACES >>> 32);
    }
    return at;
  }

  /** SplitMix64's finaliser: https://prng.di.unimi.it/splitmix64.c */
  private static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
