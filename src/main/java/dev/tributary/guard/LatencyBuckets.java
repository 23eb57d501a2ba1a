package dev.tributary.guard;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * The bounds of all histograms of how long something took, so that they can be laid side by side.
 */
public final class LatencyBuckets {
  private LatencyBuckets() {}

  /** From a local index's answer to the longest deadline. */
  public static Duration[] bounds() {
    return IntStream.of(
            1, 2, 5, 10, 25, 50, 100, 200, 300, 500, 1_000, 2_000, 5_000, 10_000, 60_000)
        .mapToObj(Duration::ofMillis)
        .toArray(Duration[]::new);
  }
}
