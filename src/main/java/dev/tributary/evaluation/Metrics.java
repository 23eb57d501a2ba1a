package dev.tributary.evaluation;

import java.util.Arrays;
import java.util.Collection;

/**
 * The measures of {@code trec_eval}. A list is given by the scores of its documents, best first,
 * each document once; what nobody has judged is below 0 and counts as not relevant.
 */
final class Metrics {
  /** Relevant is what has this score or a higher one. */
  private static final int RELEVANT = 1;

  private Metrics() {}

  /**
   * Normalised discounted cumulative gain, {@code ndcg_cut}: the sum of score / log2(1 + rank),
   * over that of the best list there could be; 0 when nothing is relevant.
   *
   * <p>The gain is the score itself, not 2^score - 1, as {@code trec_eval} has it. Source: Järvelin
   * and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002.
   *
   * @param judged the scores of all judged documents, found or not
   */
  static double ndcg(int[] list, Collection<Integer> judged, int cutoff) {
    double ideal = idealGain(judged, cutoff);
    return ideal == 0 ? 0 : gain(list, cutoff) / ideal;
  }

  /** The gain of the best list there could be. */
  static double idealGain(Collection<Integer> judged, int cutoff) {
    int[] best = judged.stream().mapToInt(score -> -score).sorted().map(score -> -score).toArray();
    return gain(best, cutoff);
  }

  /** Discounted cumulative gain. */
  static double gain(int[] list, int cutoff) {
    double sum = 0;
    for (int i = 0; i < Math.min(cutoff, list.length); i++) {
      if (list[i] > 0) {
        sum += list[i] / log2(i + 2);
      }
    }
    return sum;
  }

  /** One by the rank of the first relevant document, {@code recip_rank}; 0 when there is none. */
  static double reciprocalRank(int[] list, int cutoff) {
    for (int i = 0; i < Math.min(cutoff, list.length); i++) {
      if (list[i] >= RELEVANT) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }

  /** The share of the relevant documents that was found, {@code recall}; 0 when there are none. */
  static double recall(int[] list, Collection<Integer> judged, int cutoff) {
    long relevant = judged.stream().filter(score -> score >= RELEVANT).count();
    long found = Arrays.stream(list).limit(cutoff).filter(score -> score >= RELEVANT).count();
    return relevant == 0 ? 0 : (double) found / relevant;
  }

  /** The share of the list's first documents that somebody has judged; 0 for an empty list. */
  static double judged(int[] list, int cutoff) {
    int length = Math.min(cutoff, list.length);
    long judged = Arrays.stream(list).limit(cutoff).filter(score -> score >= 0).count();
    return length == 0 ? 0 : (double) judged / length;
  }

  private static double log2(int value) {
    return Math.log(value) / Math.log(2);
  }
}
