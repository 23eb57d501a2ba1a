package dev.tributary.guard;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The system's clock, and one thread of alarms.
 *
 * <p>Not Mutiny's default scheduler: that keeps every timer whose Uni ended before it until it
 * fires, hundreds of thousands under load. Here a timer that is taken back is gone.
 */
@Singleton
public class SystemTimers implements Timers {
  private final ScheduledThreadPoolExecutor executor;

  public SystemTimers() {
    executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("tributary-timer").daemon().factory());
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Runnable after(Duration delay, Runnable task) {
    ScheduledFuture<?> alarm = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> alarm.cancel(false);
  }

  /** How many alarms are set. */
  int pending() {
    return executor.getQueue().size();
  }

  @PreDestroy
  void stop() {
    executor.shutdownNow();
  }
}
