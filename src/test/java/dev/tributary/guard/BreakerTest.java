package dev.tributary.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Breaker.Verdict;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final Verdict WELL = new Verdict.Well();
  private static final Verdict BAD = new Verdict.Bad();
  private static final Verdict NOTHING = new Verdict.Nothing();

  private final FakeTimers timers = new FakeTimers();
  private final Breaker breaker = new Breaker(timers);

  private void calls(int count, Verdict verdict) {
    for (int i = 0; i < count; i++) {
      Objects.requireNonNull(breaker.admit()).end(verdict);
    }
  }

  @Test
  void defaults_are_as_documented() {
    assertThat(Breaker.WINDOW).isEqualTo(20);
    assertThat(Breaker.FIRST_OPEN).isEqualTo(Duration.ofSeconds(10));
    assertThat(Breaker.LONGEST_OPEN).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void opens_when_half_of_the_last_calls_were_bad() {
    calls(10, WELL);
    calls(9, BAD);
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    calls(1, BAD);
    assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
    assertThat(breaker.admit()).isNull();
    assertThat(breaker.remaining()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void few_calls_are_no_ground_for_a_judgement() {
    calls(Breaker.MIN_CALLS - 1, BAD);
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void old_calls_are_forgotten() {
    calls(9, BAD);
    calls(20, WELL);
    calls(9, BAD);
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void one_probe_closes_it_when_it_is_well() {
    calls(10, BAD);
    timers.advance(Breaker.FIRST_OPEN);
    var probe = Objects.requireNonNull(breaker.admit());
    assertThat(breaker.admit()).as("only one probe at a time").isNull();
    assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
    probe.end(WELL);
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(breaker.admit()).isNotNull();
  }

  @Test
  void failed_probes_double_the_time_up_to_two_minutes_and_health_resets_it() {
    calls(10, BAD);
    for (int seconds : new int[] {10, 20, 40, 80, 120, 120}) {
      assertThat(breaker.remaining()).isEqualTo(Duration.ofSeconds(seconds));
      timers.advance(Duration.ofSeconds(seconds));
      calls(1, BAD);
    }
    timers.advance(Breaker.LONGEST_OPEN);
    calls(1, WELL);
    calls(9, BAD);
    assertThat(breaker.remaining()).isEqualTo(Breaker.FIRST_OPEN);
  }

  @Test
  void probe_that_says_nothing_leaves_its_place_to_the_next() {
    calls(10, BAD);
    timers.advance(Breaker.FIRST_OPEN);
    calls(1, NOTHING);
    assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
    calls(1, WELL);
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void calls_that_say_nothing_do_not_count() {
    calls(100, NOTHING);
    calls(9, BAD);
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void late_ends_of_calls_from_before_it_opened_change_nothing() {
    var before = Objects.requireNonNull(breaker.admit());
    calls(10, BAD);
    before.end(WELL);
    assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
  }

  @Test
  void closed_verdict_opens_it_at_once_for_that_long() {
    calls(1, new Verdict.Closed(Duration.ofSeconds(42)));
    assertThat(breaker.remaining()).isEqualTo(Duration.ofSeconds(42));
    timers.advance(Duration.ofSeconds(42));
    assertThat(breaker.admit()).isNotNull();
  }

  @Test
  void pass_counts_once() {
    calls(8, BAD);
    var pass = Objects.requireNonNull(breaker.admit());
    pass.end(BAD);
    pass.end(BAD);
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
  }
}
