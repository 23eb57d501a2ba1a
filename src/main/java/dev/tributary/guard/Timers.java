package dev.tributary.guard;

import java.time.Duration;

/** A monotonic clock and alarms on it, so that a test can be its own time. */
public interface Timers {
  /** Nanoseconds from an arbitrary origin, never going back. */
  long nanoTime();

  /**
   * Runs a task once, later, on a thread that must not be blocked.
   *
   * @return what takes the task back and leaves nothing behind; harmless when it has run
   */
  Runnable after(Duration delay, Runnable task);
}
