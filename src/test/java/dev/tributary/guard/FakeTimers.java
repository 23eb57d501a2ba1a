package dev.tributary.guard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that stands still until the test moves it; alarms ring in order while it moves. */
public final class FakeTimers implements Timers {
  private record Alarm(long at, int number, Runnable task) {}

  private final List<Alarm> alarms = new ArrayList<>();
  private long now = 1_000_000_000_000L;
  private int numbers;

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized Runnable after(Duration delay, Runnable task) {
    Alarm alarm = new Alarm(now + delay.toNanos(), numbers++, task);
    alarms.add(alarm);
    return () -> remove(alarm);
  }

  /** Lets time pass. */
  public void advance(Duration duration) {
    long until = nanoTime() + duration.toNanos();
    while (true) {
      Alarm due;
      synchronized (this) {
        due =
            alarms.stream()
                .filter(a -> a.at() <= until)
                .min(Comparator.comparingLong(Alarm::at).thenComparingInt(Alarm::number))
                .orElse(null);
        if (due == null) {
          now = until;
          return;
        }
        alarms.remove(due);
        now = Math.max(now, due.at());
      }
      due.task().run();
    }
  }

  public void advanceMillis(long millis) {
    advance(Duration.ofMillis(millis));
  }

  /** How many alarms are set. */
  public synchronized int pending() {
    return alarms.size();
  }

  private synchronized void remove(Alarm alarm) {
    alarms.remove(alarm);
  }
}
