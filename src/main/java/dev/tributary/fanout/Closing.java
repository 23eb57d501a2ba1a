package dev.tributary.fanout;

import dev.tributary.guard.Cutoff;
import dev.tributary.guard.Timers;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides when a fan-out stops waiting: for optional sources, and, when told to, for late ones. */
final class Closing {
  private final Cutoff allDone = new Cutoff();
  private final Cutoff enough = new Cutoff();
  private final Timers timers;
  private final double lateShare;
  private final Duration longestWait;
  private final long started;
  private final int mandatory;
  private final int wanted;
  private int running;
  private int answered;
  private @Nullable Runnable takeAlarmBack;

  Closing(List<SourceCall> calls, Timers timers, FanOutConfig config) {
    this.timers = timers;
    this.lateShare = config.lateShare();
    this.started = timers.nanoTime();
    int count = 0;
    Duration longest = Duration.ZERO;
    for (SourceCall call : calls) {
      if (call.mandatory()) {
        count++;
        Duration wait = call.request().deadline().cap(call.waitTime());
        longest = wait.compareTo(longest) > 0 ? wait : longest;
      }
    }
    this.longestWait = longest;
    this.mandatory = count;
    this.running = count;
    this.wanted = (int) Math.ceil(config.minCoverage() * count);
  }

  /** What may end a call before it ends itself, and how it is reported then. */
  record Cut(Cutoff moment, Supplier<SourceOutcome> outcome) {}

  /**
   * The cut of a call: optional ones when all others are done, late ones when enough have answered;
   * else none.
   */
  @Nullable Cut cutOf(SourceCall call) {
    if (!call.mandatory()) {
      return new Cut(allDone, SourceOutcome.Cancelled::new);
    }
    return wanted < mandatory
        ? new Cut(enough, () -> new SourceOutcome.Timeout(elapsedMillis()))
        : null;
  }

  private long elapsedMillis() {
    return (timers.nanoTime() - started) / 1_000_000;
  }

  /** A mandatory source ended. */
  void ended(SourceReport report) {
    boolean last;
    synchronized (this) {
      running--;
      last = running == 0;
      boolean answeredNow = report.outcome().answered();
      answered += answeredNow ? 1 : 0;
      if (last && takeAlarmBack != null) {
        takeAlarmBack.run();
      } else if (!last && answeredNow && answered == wanted) {
        Duration remaining = longestWait.minusNanos(timers.nanoTime() - started);
        Duration lastChance = Duration.ofNanos((long) (remaining.toNanos() * lateShare));
        takeAlarmBack = timers.after(lastChance, enough::now);
      }
    }
    if (last) {
      allDone.now();
    }
  }
}
