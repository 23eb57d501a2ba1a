package dev.tributary.guard;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;

/** A Uni that fails when it takes too long, and cancels what it waited for. */
public final class TimeLimit {
  private TimeLimit() {}

  /**
   * Limits each subscription.
   *
   * @param limit from subscription; zero or less fails at once, without subscribing upstream
   * @param failure made when the time is over
   */
  public static <T> Uni<T> of(
      Uni<T> upstream, Duration limit, Timers timers, Supplier<? extends Throwable> failure) {
    return Relay.uni(
        relay -> {
          if (limit.isZero() || limit.isNegative()) {
            relay.fail(failure.get());
            return;
          }
          relay.onEnd(timers.after(limit, () -> relay.fail(failure.get())));
          relay.subscribeTo(upstream);
        });
  }
}
