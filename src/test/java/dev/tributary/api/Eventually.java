package dev.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what happens on other threads. */
final class Eventually {
  private Eventually() {}

  /** Polls until a condition holds, for ten seconds at most. */
  static void holds(BooleanSupplier condition) throws InterruptedException {
    holds(condition, 1);
  }

  /** Polls until a condition holds so many times in a row. */
  static void holds(BooleanSupplier condition, int times) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    int held = 0;
    while (held < times) {
      held = condition.getAsBoolean() ? held + 1 : 0;
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
