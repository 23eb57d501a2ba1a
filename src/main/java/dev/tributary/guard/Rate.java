package dev.tributary.guard;

import java.time.Duration;

/**
 * So many calls in any stretch of time this long.
 *
 * @param calls 1 to {@value #MAX_CALLS}
 * @param period 1 ms to {@link #MAX_PERIOD}
 */
public record Rate(int calls, Duration period) {
  /** The most calls of one period. */
  public static final int MAX_CALLS = 10_000;

  /** The longest period. */
  public static final Duration MAX_PERIOD = Duration.ofHours(24);

  public Rate {
    if (calls < 1 || calls > MAX_CALLS) {
      throw new IllegalArgumentException("a rate has 1 to " + MAX_CALLS + " calls, not " + calls);
    }
    if (!period.isPositive() || period.compareTo(MAX_PERIOD) > 0) {
      throw new IllegalArgumentException("a rate's period is 1ms to 24h");
    }
  }

  /** Of two rates the one that allows fewer calls in the long run. */
  public Rate slower(Rate other) {
    double own = (double) calls / period.toNanos();
    return own <= (double) other.calls / other.period.toNanos() ? this : other;
  }

  @Override
  public String toString() {
    return calls + " in " + period.toMillis() + " ms";
  }
}
