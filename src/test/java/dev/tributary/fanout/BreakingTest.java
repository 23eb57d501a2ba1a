package dev.tributary.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Breaker;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.FakeSource;
import dev.tributary.source.HeldBackException;
import dev.tributary.source.SourceException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a source is taken out, and when not. */
class BreakingTest extends FanOutFixture {
  @Test
  void hung_source_is_reported_as_timeout_then_breaker_open_and_comes_back_by_itself() {
    FakeSource source = FakeSource.named("s").hanging();
    for (int i = 0; i < Breaker.MIN_CALLS; i++) {
      var asked = ask(source);
      timers.advanceMillis(1_000);
      assertThat(statuses(asked)).containsExactly("timeout");
    }
    assertThat(statuses(ask(source))).containsExactly("breaker_open");
    source.answering("well again");
    timers.advance(Breaker.FIRST_OPEN);
    assertThat(statuses(ask(source))).containsExactly("ok");
    assertThat(guarded.get(source).breaker()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void thousand_hung_calls_give_every_permit_back() {
    FakeSource source = FakeSource.named("s").hanging();
    for (int i = 0; i < 1_000; i++) {
      fanOut.ask(List.of(call(source, 10_000, "q" + i)), observed::add).subscribe().with(_ -> {});
      timers.advanceMillis(i % 7);
    }
    timers.advanceMillis(2_000);
    assertThat(observed).hasSize(1_000);
    assertThat(guarded.get(source).inFlight()).isZero();
    assertThat(guarded.get(source).queued()).isZero();
    assertThat(timers.pending()).isZero();
  }

  @Test
  void clients_that_leave_or_have_less_patience_do_not_open_the_breaker() {
    FakeSource source = FakeSource.named("s").hanging();
    for (int i = 0; i < 50; i++) {
      ask(source).cancel();
      var impatient = ask(50, source);
      timers.advanceMillis(50);
      assertThat(statuses(impatient)).containsExactly("timeout");
    }
    assertThat(guarded.get(source).breaker()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void source_that_gives_up_for_an_impatient_client_does_not_open_the_breaker_either() {
    FakeSource source = FakeSource.named("s").givingUp(timers);
    for (int i = 0; i < 50; i++) {
      var impatient = ask(50, source);
      timers.advanceMillis(50);
      assertThat(statuses(impatient)).containsExactly("timeout");
    }
    assertThat(guarded.get(source).breaker()).isEqualTo(Breaker.State.CLOSED);
    for (int i = 0; i < Breaker.MIN_CALLS; i++) {
      ask(1_000, source);
      timers.advanceMillis(1_000);
    }
    assertThat(guarded.get(source).breaker()).isEqualTo(Breaker.State.OPEN);
  }

  @Test
  void calls_that_never_got_a_permit_do_not_open_the_breaker() {
    FakeSource source = FakeSource.named("s").hanging().permits(1, 100);
    for (int i = 0; i < 40; i++) {
      fanOut.ask(List.of(call(source, 10_000, "q" + i)), observed::add).subscribe().with(_ -> {});
    }
    timers.advanceMillis(1_000);
    assertThat(observed).hasSize(40);
    assertThat(guarded.get(source).breaker()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void refused_credential_opens_the_breaker_at_once_and_says_why() {
    FakeSource source = FakeSource.named("s").failing(ErrorKind.AUTH);
    assertThat(statuses(ask(source))).containsExactly("auth_failed");
    var asked = ask(source);
    assertThat(statuses(asked)).containsExactly("breaker_open");
    assertThat(asked.getItem().getFirst().outcome())
        .isInstanceOfSatisfying(
            SourceOutcome.BreakerOpen.class,
            open -> {
              assertThat(open.retryAfterMillis()).isEqualTo(10_000);
              assertThat(open.because()).isNotNull();
            });
  }

  @Test
  void retry_after_is_honoured() {
    FakeSource source =
        FakeSource.named("s")
            .failing(
                new SourceException(
                    ErrorKind.RATE_LIMITED, "slow down", Duration.ofSeconds(30), null));
    assertThat(statuses(ask(source))).containsExactly("rate_limited");
    timers.advanceMillis(29_000);
    assertThat(statuses(ask(source))).containsExactly("breaker_open");
    source.answering("x");
    timers.advanceMillis(1_000);
    assertThat(statuses(ask(source))).containsExactly("ok");
  }

  @Test
  void calls_held_back_by_a_rate_limit_do_not_open_the_breaker() {
    FakeSource source =
        FakeSource.named("s")
            .failing(new HeldBackException("1 in 3000 ms are allowed", Duration.ofSeconds(2)));
    for (int i = 0; i < 50; i++) {
      assertThat(statuses(ask(source))).containsExactly("rate_limited");
    }
    assertThat(guarded.get(source).breaker()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void sources_of_one_endpoint_share_breaker_and_permits() {
    FakeSource one = FakeSource.named("one").failing(ErrorKind.AUTH).at("same");
    FakeSource two = FakeSource.named("two").answering("x").at("same");
    ask(one);
    assertThat(statuses(ask(two))).containsExactly("breaker_open");
  }
}
