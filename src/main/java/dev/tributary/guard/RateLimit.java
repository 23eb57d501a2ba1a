package dev.tributary.guard;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Calls no faster than an endpoint allows, in order of arrival: in no stretch of time as long as
 * the period do more calls start than the rate says (a sliding window, exact).
 *
 * <p>A call whose turn would come after its deadline fails at once with {@link
 * RateLimitedException}; so the queue is never longer than what the deadlines leave room for. A
 * waiter that is cancelled leaves its turn to the next.
 */
public final class RateLimit {
  private final Timers timers;
  private final long[] starts;
  private final long period;
  private final Object lock = new Object();
  private final SequencedSet<Turn<?>> waiting = new LinkedHashSet<>();
  private int oldest;
  private long heldUntil;
  private @Nullable Runnable takeAlarmBack;

  /**
   * @param rate null when only the endpoint itself says when it wants to be left alone
   */
  public RateLimit(@Nullable Rate rate, Timers timers) {
    this.timers = timers;
    this.starts = new long[rate == null ? 0 : rate.calls()];
    this.period = rate == null ? 0 : rate.period().toNanos();
    this.heldUntil = timers.nanoTime();
    Arrays.fill(starts, heldUntil - period);
  }

  /** Subscribes to a call when its turn comes. */
  public <T> Uni<T> limit(Uni<T> call, Deadline deadline) {
    return Relay.uni(
        relay -> {
          Turn<T> turn = new Turn<>(relay, call);
          @Nullable Duration wait = arrive(turn, deadline);
          if (wait == null) {
            relay.onEnd(() -> leave(turn));
          } else if (wait.isZero()) {
            turn.start();
          } else {
            relay.fail(new RateLimitedException(wait));
          }
        });
  }

  /** The endpoint wants to be left alone for a while. */
  public void hold(Duration duration) {
    synchronized (lock) {
      heldUntil = later(heldUntil, timers.nanoTime() + duration.toNanos());
    }
  }

  /** Null: it waits. Zero: its turn is now. Else when its turn would come, which is too late. */
  private @Nullable Duration arrive(Turn<?> turn, Deadline deadline) {
    synchronized (lock) {
      long now = timers.nanoTime();
      long nanos = turnOf(waiting.size(), now) - now;
      if (nanos <= 0 && waiting.isEmpty()) {
        take(now);
        return Duration.ZERO;
      }
      Duration wait = Duration.ofNanos(Math.max(1, nanos));
      if (wait.compareTo(deadline.remaining()) > 0) {
        return wait;
      }
      waiting.add(turn);
      if (takeAlarmBack == null) {
        takeAlarmBack = timers.after(wait, this::ring);
      }
      return null;
    }
  }

  /** When one may start that has so many before it. */
  private long turnOf(int ahead, long now) {
    long free = later(now, heldUntil);
    if (starts.length == 0) {
      return free;
    }
    long window = starts[(oldest + ahead) % starts.length] + period;
    return later(free, window) + ahead / starts.length * period;
  }

  private void take(long now) {
    if (starts.length > 0) {
      starts[oldest] = now;
      oldest = (oldest + 1) % starts.length;
    }
  }

  private void ring() {
    for (Turn<?> due = due(); due != null; due = due()) {
      due.start();
    }
  }

  private @Nullable Turn<?> due() {
    synchronized (lock) {
      takeAlarmBack = null;
      if (waiting.isEmpty()) {
        return null;
      }
      long now = timers.nanoTime();
      long nanos = turnOf(0, now) - now;
      if (nanos > 0) {
        takeAlarmBack = timers.after(Duration.ofNanos(nanos), this::ring);
        return null;
      }
      take(now);
      return waiting.removeFirst();
    }
  }

  private void leave(Turn<?> turn) {
    synchronized (lock) {
      if (waiting.remove(turn) && waiting.isEmpty() && takeAlarmBack != null) {
        takeAlarmBack.run();
        takeAlarmBack = null;
      }
    }
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }

  /** One call; equal to none but itself. */
  private static final class Turn<T> {
    private final Relay<T> relay;
    private final Uni<T> call;

    Turn(Relay<T> relay, Uni<T> call) {
      this.relay = relay;
      this.call = call;
    }

    void start() {
      relay.subscribeTo(call);
    }
  }
}
