package dev.tributary.guard;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Stops asking who fails too often, and finds out by single probes when it is well again.
 *
 * <p>Closed: all calls pass and the last {@value #WINDOW} are remembered; once {@value #MIN_CALLS}
 * are, it opens when half of them failed or were slow. Open: no call passes until its time is over,
 * {@link #FIRST_OPEN} at first, doubling to {@link #LONGEST_OPEN} while probes fail. Half open: one
 * call passes as a probe; if it is well the breaker closes.
 */
public final class Breaker {
  /** How many calls are remembered. */
  public static final int WINDOW = 20;

  /** Fewer are no ground for a judgement. */
  public static final int MIN_CALLS = 10;

  /** How long it is open the first time. */
  public static final Duration FIRST_OPEN = Duration.ofSeconds(10);

  /** How long it is open at most. */
  public static final Duration LONGEST_OPEN = Duration.ofMinutes(2);

  private final Timers timers;
  private final boolean[] bad = new boolean[WINDOW];
  private State state = State.CLOSED;
  private int remembered;
  private int badCount;
  private int next;
  private Duration openFor = FIRST_OPEN;
  private long openedAt;
  // A call that was admitted in an earlier state says nothing about this one.
  private int era;
  private boolean probing;

  /** Where it stands. */
  public enum State {
    CLOSED,
    OPEN,
    HALF_OPEN;

    /** The word in JSON and metrics. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a call that was let through says about who was called. */
  public sealed interface Verdict {
    /** It answered in time. */
    record Well() implements Verdict {}

    /** It failed, or was so slow that it was not waited for. */
    record Bad() implements Verdict {}

    /** No call will be well for this long. */
    record Closed(Duration duration) implements Verdict {}

    /** Nothing: our own cancel, or our own mistake. */
    record Nothing() implements Verdict {}
  }

  /** Leave for one call. */
  public final class Pass {
    private final int admittedIn;
    private boolean used;

    private Pass(int era) {
      this.admittedIn = era;
    }

    /** Tells how the call went; the first time counts. */
    public void end(Verdict verdict) {
      synchronized (Breaker.this) {
        if (!used) {
          used = true;
          if (admittedIn == era) {
            judge(verdict);
          }
        }
      }
    }
  }

  public Breaker(Timers timers) {
    this.timers = timers;
  }

  /** Leave for a call, or null when there is none now. */
  public synchronized @Nullable Pass admit() {
    return switch (state) {
      case CLOSED -> new Pass(era);
      case OPEN -> {
        if (remainingNanos() > 0) {
          yield null;
        }
        enter(State.HALF_OPEN);
        yield new Pass(era);
      }
      case HALF_OPEN -> {
        // A probe that said nothing left the place to the next.
        if (probing) {
          yield null;
        }
        probing = true;
        yield new Pass(era);
      }
    };
  }

  /** Where it stands. */
  public synchronized State state() {
    return state;
  }

  /** How long until a call may pass; zero unless open. */
  public synchronized Duration remaining() {
    return state == State.OPEN ? Duration.ofNanos(Math.max(0, remainingNanos())) : Duration.ZERO;
  }

  private long remainingNanos() {
    return openedAt + openFor.toNanos() - timers.nanoTime();
  }

  private void judge(Verdict verdict) {
    switch (verdict) {
      case Verdict.Well _ -> {
        if (state == State.HALF_OPEN) {
          openFor = FIRST_OPEN;
          enter(State.CLOSED);
        }
        remember(false);
      }
      case Verdict.Bad _ -> {
        if (state == State.HALF_OPEN) {
          open(doubled(openFor));
        } else {
          remember(true);
          if (remembered >= MIN_CALLS && badCount * 2 >= remembered) {
            open(FIRST_OPEN);
          }
        }
      }
      case Verdict.Closed c -> {
        boolean probed = state == State.HALF_OPEN;
        Duration least = probed ? doubled(openFor) : c.duration();
        open(least.compareTo(c.duration()) > 0 ? least : atMost(c.duration()));
      }
      case Verdict.Nothing _ -> probing = false;
    }
  }

  private void remember(boolean isBad) {
    if (remembered == WINDOW) {
      badCount -= bad[next] ? 1 : 0;
    } else {
      remembered++;
    }
    bad[next] = isBad;
    badCount += isBad ? 1 : 0;
    next = (next + 1) % WINDOW;
  }

  private void open(Duration duration) {
    openFor = duration;
    openedAt = timers.nanoTime();
    enter(State.OPEN);
  }

  private void enter(State next) {
    state = next;
    era++;
    probing = next == State.HALF_OPEN;
    if (next == State.CLOSED) {
      remembered = 0;
      badCount = 0;
      this.next = 0;
    }
  }

  private static Duration doubled(Duration duration) {
    return atMost(duration.multipliedBy(2));
  }

  private static Duration atMost(Duration duration) {
    return duration.compareTo(LONGEST_OPEN) > 0 ? LONGEST_OPEN : duration;
  }
}
