package dev.tributary.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
  private final FakeTimers timers = new FakeTimers();
  private final List<Long> starts = new ArrayList<>();
  private final long origin = timers.nanoTime();

  private UniAssertSubscriber<Integer> ask(RateLimit limit, Duration patience) {
    Uni<Integer> call =
        Uni.createFrom()
            .item(
                () -> {
                  starts.add((timers.nanoTime() - origin) / 1_000_000);
                  return starts.size();
                });
    return limit
        .limit(call, Deadline.after(patience, timers::nanoTime))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private UniAssertSubscriber<Integer> ask(RateLimit limit) {
    return ask(limit, Duration.ofMinutes(1));
  }

  private RateLimit oneInThreeSeconds() {
    return new RateLimit(new Rate(1, Duration.ofSeconds(3)), timers);
  }

  @Test
  void calls_start_no_faster_than_allowed_and_in_order() {
    RateLimit limit = oneInThreeSeconds();
    var first = ask(limit);
    var second = ask(limit);
    var third = ask(limit);
    first.assertCompleted().assertItem(1);
    second.assertNotTerminated();
    timers.advanceMillis(2_999);
    assertThat(starts).containsExactly(0L);
    timers.advanceMillis(1);
    second.assertCompleted().assertItem(2);
    third.assertNotTerminated();
    timers.advanceMillis(3_000);
    third.assertCompleted().assertItem(3);
    assertThat(timers.pending()).isZero();
  }

  @Test
  void call_whose_turn_comes_after_its_deadline_fails_at_once_and_says_when() {
    RateLimit limit = oneInThreeSeconds();
    ask(limit);
    var late = ask(limit, Duration.ofSeconds(2));
    assertThat(late.getFailure())
        .isInstanceOfSatisfying(
            RateLimitedException.class,
            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(3)));
    timers.advanceMillis(3_000);
    ask(limit, Duration.ofSeconds(1)).assertCompleted();
  }

  @Test
  void cancelled_waiter_leaves_its_turn_to_the_next() {
    RateLimit limit = oneInThreeSeconds();
    ask(limit);
    var leaving = ask(limit);
    var next = ask(limit);
    leaving.cancel();
    timers.advanceMillis(3_000);
    next.assertCompleted();
    var alone = ask(limit);
    alone.cancel();
    assertThat(timers.pending()).isZero();
  }

  @Test
  void several_may_start_at_once_until_the_window_is_full() {
    RateLimit limit = new RateLimit(new Rate(3, Duration.ofSeconds(60)), timers);
    ask(limit);
    timers.advanceMillis(10_000);
    ask(limit);
    ask(limit);
    for (int i = 0; i < 4; i++) {
      ask(limit, Duration.ofMinutes(5));
    }
    timers.advance(Duration.ofMinutes(5));
    assertThat(starts).containsExactly(0L, 10_000L, 10_000L, 60_000L, 70_000L, 70_000L, 120_000L);
  }

  @Test
  void endpoint_that_asks_for_a_pause_gets_it_from_those_who_wait_too() {
    RateLimit limit = oneInThreeSeconds();
    ask(limit);
    var waiting = ask(limit);
    limit.hold(Duration.ofSeconds(10));
    limit.hold(Duration.ofSeconds(1));
    assertThat(ask(limit, Duration.ofSeconds(9)).getFailure())
        .isInstanceOf(RateLimitedException.class);
    timers.advanceMillis(9_999);
    waiting.assertNotTerminated();
    timers.advanceMillis(1);
    waiting.assertCompleted();
  }

  @Test
  void without_a_rate_only_pauses_count() {
    RateLimit limit = new RateLimit(null, timers);
    for (int i = 0; i < 100; i++) {
      ask(limit).assertCompleted();
    }
    limit.hold(Duration.ofSeconds(1));
    var held = ask(limit);
    timers.advanceMillis(1_000);
    held.assertCompleted();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void no_window_ever_holds_more_calls_than_the_rate_says(int calls) {
    RateLimit limit = new RateLimit(new Rate(calls, Duration.ofSeconds(1)), timers);
    Random random = new Random(calls);
    for (int i = 0; i < 500; i++) {
      var asked = ask(limit, Duration.ofMillis(random.nextInt(2_000)));
      if (random.nextInt(4) == 0) {
        asked.cancel();
      }
      timers.advanceMillis(random.nextInt(300));
    }
    timers.advance(Duration.ofSeconds(10));
    assertThat(starts).hasSizeGreaterThan(50).isSorted();
    for (int i = calls; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.get(i - calls)).isGreaterThanOrEqualTo(1_000);
    }
    assertThat(timers.pending()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1/3s, 1, 3000", "30/1m, 30, 60000", " 5000/1h, 5000, 3600000"})
  void rate_is_written_as_calls_and_a_time(String text, int calls, long millis) {
    assertThat(new RateConverter().convert(text))
        .isEqualTo(new Rate(calls, Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "0/1s", "1/0s", "1/25h", "10001/1s", "1 per 3s", "-1/3s"})
  void rate_that_is_none_is_refused_with_what_is_allowed(@Nullable String text) {
    assertThatThrownBy(() -> new RateConverter().convert(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("such as 1/3s");
  }
}
