package dev.tributary.guard;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One absolute instant by which all must be over, on a monotonic clock.
 *
 * <p>Fixed when a question is admitted and handed down: every hop gets the smaller of its own
 * budget and what remains.
 */
public final class Deadline {
  private final long atNanos;
  private final LongSupplier nanoClock;

  private Deadline(long atNanos, LongSupplier nanoClock) {
    this.atNanos = atNanos;
    this.nanoClock = nanoClock;
  }

  /** The instant that is {@code budget} away on the system's clock. */
  public static Deadline after(Duration budget) {
    return after(budget, System::nanoTime);
  }

  /** The instant that is {@code budget} away on a clock of nanoseconds, such as a test's. */
  public static Deadline after(Duration budget, LongSupplier nanoClock) {
    return new Deadline(nanoClock.getAsLong() + budget.toNanos(), nanoClock);
  }

  /** What is left; zero when it has passed, never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, atNanos - nanoClock.getAsLong()));
  }

  /** The smaller of a budget and what is left. */
  public Duration cap(Duration budget) {
    Duration left = remaining();
    return left.compareTo(budget) < 0 ? left : budget;
  }

  /** The deadline that is earlier by a reserve, kept for what comes after. */
  public Deadline minus(Duration reserve) {
    return new Deadline(atNanos - reserve.toNanos(), nanoClock);
  }

  /** The deadline of a hop with a budget of its own: never later than this one. */
  public Deadline within(Duration budget) {
    long own = nanoClock.getAsLong() + budget.toNanos();
    return own - atNanos < 0 ? new Deadline(own, nanoClock) : this;
  }

  /** Whether it has passed. */
  public boolean isOver() {
    return nanoClock.getAsLong() - atNanos >= 0;
  }

  @Override
  public String toString() {
    return "Deadline(in " + remaining().toMillis() + " ms)";
  }
}
