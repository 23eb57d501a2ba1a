package dev.tributary.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  private final FakeTimers timers = new FakeTimers();
  private final AtomicReference<UniEmitter<? super String>> upstream = new AtomicReference<>();
  private final AtomicInteger cancelled = new AtomicInteger();

  private UniAssertSubscriber<String> ask(Duration limit) {
    Uni<String> call =
        Uni.createFrom()
            .<String>emitter(upstream::set)
            .onCancellation()
            .invoke(cancelled::incrementAndGet);
    return TimeLimit.of(call, limit, timers, () -> new TimeoutException("late"))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  @Test
  void item_in_time_passes_and_takes_its_alarm_back() {
    var asked = ask(Duration.ofMillis(100));
    timers.advanceMillis(99);
    upstream.get().complete("in time");
    asked.assertCompleted().assertItem("in time");
    assertThat(timers.pending()).isZero();
    assertThat(cancelled).hasValue(0);
  }

  @Test
  void late_one_fails_and_is_cancelled_upstream() {
    var asked = ask(Duration.ofMillis(100));
    timers.advanceMillis(100);
    asked.assertFailedWith(TimeoutException.class);
    assertThat(cancelled).hasValue(1);
    upstream.get().complete("too late");
  }

  @Test
  void cancel_reaches_upstream_and_takes_the_alarm_back() {
    ask(Duration.ofMillis(100)).cancel();
    assertThat(cancelled).hasValue(1);
    assertThat(timers.pending()).isZero();
  }

  @Test
  void no_time_means_no_call() {
    ask(Duration.ZERO).assertFailedWith(TimeoutException.class);
    assertThat(upstream.get()).isNull();
  }

  @Test
  void system_timers_keep_nothing_of_what_ended_early() {
    SystemTimers system = new SystemTimers();
    for (int i = 0; i < 1_000; i++) {
      TimeLimit.of(Uni.createFrom().item("x"), Duration.ofHours(1), system, TimeoutException::new)
          .subscribe()
          .withSubscriber(UniAssertSubscriber.create())
          .assertCompleted();
    }
    assertThat(system.pending()).isZero();
    system.stop();
  }
}
