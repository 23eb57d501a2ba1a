package dev.tributary.guard;

import java.util.Arrays;
import java.util.OptionalLong;

/** The last {@value #WINDOW} durations, for their quantiles. */
public final class Latencies {
  /** How many are remembered. */
  public static final int WINDOW = 256;

  private final long[] nanos = new long[WINDOW];
  private long count;

  /** Remembers one. */
  public synchronized void add(long durationNanos) {
    nanos[(int) (count++ % WINDOW)] = durationNanos;
  }

  /**
   * The duration that a share of them did not exceed, in milliseconds, by nearest rank.
   *
   * @param quantile above 0, at most 1
   */
  public OptionalLong quantileMillis(double quantile) {
    long[] sorted;
    synchronized (this) {
      sorted = Arrays.copyOf(nanos, (int) Math.min(count, WINDOW));
    }
    if (sorted.length == 0) {
      return OptionalLong.empty();
    }
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(quantile * sorted.length);
    return OptionalLong.of(sorted[Math.max(0, rank - 1)] / 1_000_000);
  }
}
