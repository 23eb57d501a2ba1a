package dev.tributary.evaluation;

import java.util.Collection;

/** Percentiles by nearest rank: always one of the values. */
final class Percentile {
  private Percentile() {}

  /**
   * The smallest value that at least a share of the values is not above.
   *
   * @param values at least one
   * @param share above 0, at most 1
   */
  static long of(Collection<Long> values, double share) {
    long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
