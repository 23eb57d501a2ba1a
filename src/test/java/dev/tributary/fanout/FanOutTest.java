package dev.tributary.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Breaker;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.FakeTimers;
import dev.tributary.passage.Question;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.FakeSource;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FanOutTest {
  private final FakeTimers timers = new FakeTimers();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final GuardedSources guards =
      new GuardedSources(timers, registry, OpenTelemetry.noop().getTracer("test"));
  private final Map<FakeSource, GuardedSource> guarded = new ConcurrentHashMap<>();
  private final List<SourceReport> observed = new ArrayList<>();
  private FanOut fanOut = new FanOut(timers, config(1, 0.2));

  private static FanOutConfig config(double minCoverage, double lateShare) {
    return new FanOutConfig() {
      @Override
      public double minCoverage() {
        return minCoverage;
      }

      @Override
      public double lateShare() {
        return lateShare;
      }
    };
  }

  private UniAssertSubscriber<List<SourceReport>> ask(FakeSource... sources) {
    return ask(10_000, sources);
  }

  private UniAssertSubscriber<List<SourceReport>> ask(long deadlineMillis, FakeSource... sources) {
    List<SourceCall> calls = Arrays.stream(sources).map(s -> call(s, deadlineMillis, "q")).toList();
    return fanOut
        .ask(calls, observed::add)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private SourceCall call(FakeSource source, long deadlineMillis, String question) {
    SearchRequest request =
        new SearchRequest(
            new Question(question),
            10,
            null,
            Deadline.after(Duration.ofMillis(deadlineMillis), timers::nanoTime),
            Uni.createFrom().failure(new IllegalStateException("no vector")),
            false);
    return new SourceCall(
        guarded.computeIfAbsent(source, guards::guard),
        request,
        source.settings().waitTime(),
        !source.settings().optional());
  }

  private static List<String> statuses(UniAssertSubscriber<List<SourceReport>> asked) {
    return asked.assertCompleted().getItem().stream().map(r -> r.outcome().status()).toList();
  }

  @Test
  void all_are_asked_at_once_and_the_slowest_decides() {
    var asked =
        ask(
            FakeSource.named("a").answering("x").after(300, timers),
            FakeSource.named("b").answering("y").after(900, timers),
            FakeSource.named("c").after(100, timers));
    timers.advanceMillis(899);
    asked.assertNotTerminated();
    timers.advanceMillis(1);
    assertThat(statuses(asked)).containsExactly("ok", "ok", "empty");
    assertThat(asked.getItem())
        .extracting(SourceReport::elapsedMillis)
        .containsExactly(300L, 900L, 100L);
    assertThat(observed).extracting(SourceReport::source).containsExactly("c", "a", "b");
    assertThat(timers.pending()).isZero();
  }

  @Test
  void slow_source_is_cut_at_its_wait_and_reported_and_cancelled() {
    FakeSource hung = FakeSource.named("hung").hanging().waiting(250);
    var asked = ask(FakeSource.named("a").answering("x"), hung);
    timers.advanceMillis(249);
    asked.assertNotTerminated();
    timers.advanceMillis(1);
    assertThat(statuses(asked)).containsExactly("ok", "timeout");
    assertThat(hung.open()).isZero();
    assertThat(hung.cancelled()).isEqualTo(1);
    assertThat(guarded.get(hung).inFlight()).isZero();
  }

  @Test
  void deadline_cuts_a_longer_wait() {
    var asked = ask(100, FakeSource.named("hung").hanging().waiting(5_000));
    timers.advanceMillis(100);
    assertThat(statuses(asked)).containsExactly("timeout");
  }

  @Test
  void failures_of_some_lose_no_success_of_others() {
    var asked =
        ask(
            FakeSource.named("a").answering("x"),
            FakeSource.named("b").failing(ErrorKind.PROTOCOL),
            FakeSource.named("c").throwing(new IllegalStateException("a bug")),
            FakeSource.named("d").failing(new NullPointerException("another")));
    assertThat(statuses(asked)).containsExactly("ok", "error", "error", "error");
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITED, rate_limited",
    "AUTH, auth_failed",
    "UNSUPPORTED, unsupported",
    "TIMEOUT, timeout",
    "BAD_REQUEST, error",
    "PROTOCOL, error",
    "BUG, error"
  })
  void kind_of_error_decides_the_status(ErrorKind kind, String status) {
    assertThat(statuses(ask(FakeSource.named("a").failing(kind)))).containsExactly(status);
  }

  @Test
  void optional_source_is_never_waited_for_beyond_the_others() {
    FakeSource optional = FakeSource.named("opt").hanging().optional();
    var asked = ask(FakeSource.named("a").answering("x").after(100, timers), optional);
    timers.advanceMillis(100);
    assertThat(statuses(asked)).containsExactly("ok", "cancelled");
    assertThat(optional.open()).isZero();
    assertThat(timers.pending()).isZero();
  }

  @Test
  void when_all_are_optional_all_are_waited_for() {
    var asked =
        ask(
            FakeSource.named("a").answering("x").after(100, timers).optional(),
            FakeSource.named("b").answering("y").after(300, timers).optional());
    timers.advanceMillis(300);
    assertThat(statuses(asked)).containsExactly("ok", "ok");
  }

  @Test
  void enough_coverage_shortens_the_wait_for_the_rest_when_told_to() {
    fanOut = new FanOut(timers, config(0.5, 0.2));
    FakeSource hung = FakeSource.named("hung").hanging();
    var asked = ask(FakeSource.named("a").answering("x").after(100, timers), hung);
    timers.advanceMillis(279);
    asked.assertNotTerminated();
    timers.advanceMillis(1);
    assertThat(statuses(asked)).containsExactly("ok", "timeout");
    assertThat(hung.open()).isZero();
  }

  @Test
  void cancel_reaches_every_source_and_gives_every_permit_back() {
    FakeSource a = FakeSource.named("a").hanging();
    FakeSource b = FakeSource.named("b").hanging();
    ask(a, b).cancel();
    assertThat(a.open() + b.open()).isZero();
    assertThat(guarded.get(a).inFlight() + guarded.get(b).inFlight()).isZero();
    assertThat(timers.pending()).isZero();
  }

  @Test
  void transient_failure_is_tried_once_more_and_a_metered_source_is_not() {
    FakeSource flaky = FakeSource.named("flaky").failing(ErrorKind.UNAVAILABLE);
    FakeSource metered = FakeSource.named("metered").failing(ErrorKind.UNAVAILABLE).metered();
    var asked = ask(flaky, metered);
    timers.advanceMillis(60);
    assertThat(statuses(asked)).containsExactly("error", "error");
    assertThat(flaky.calls()).isEqualTo(2);
    assertThat(metered.calls()).isEqualTo(1);
    assertThat(asked.getItem()).extracting(SourceReport::attempts).containsExactly(2, 1);
  }

  @Test
  void what_finds_the_queue_full_is_rejected_at_once() {
    FakeSource busy = FakeSource.named("busy").hanging().permits(1, 0);
    fanOut.ask(List.of(call(busy, 10_000, "first")), _ -> {}).subscribe().with(_ -> {});
    assertThat(statuses(ask(busy))).containsExactly("rejected");
  }

  @Test
  void same_question_at_the_same_time_is_asked_once() {
    FakeSource slow = FakeSource.named("slow").answering("x").after(100, timers);
    var first = ask(slow);
    var second = ask(slow);
    timers.advanceMillis(100);
    assertThat(statuses(first)).containsExactly("ok");
    assertThat(statuses(second)).containsExactly("ok");
    assertThat(slow.calls()).isEqualTo(1);
  }

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
  void sources_of_one_endpoint_share_breaker_and_permits() {
    FakeSource one = FakeSource.named("one").failing(ErrorKind.AUTH).at("same");
    FakeSource two = FakeSource.named("two").answering("x").at("same");
    ask(one);
    assertThat(statuses(ask(two))).containsExactly("breaker_open");
  }

  @Test
  void metrics_have_their_documented_names() {
    ask(FakeSource.named("a").answering("x"));
    assertThat(
            registry
                .get("tributary.source.duration")
                .tags("source", "a", "kind", "fake", "status", "ok")
                .timer()
                .count())
        .isEqualTo(1);
    assertThat(registry.get("tributary.source.in.flight").tags("source", "a").gauge().value())
        .isZero();
    assertThat(registry.get("tributary.source.queued").tags("source", "a").gauge().value())
        .isZero();
    assertThat(
            registry.get("tributary.source.rejected").tags("source", "a").functionCounter().count())
        .isZero();
    assertThat(
            registry
                .get("tributary.source.breaker")
                .tags("source", "a", "state", "closed")
                .gauge()
                .value())
        .isEqualTo(1);
  }
}
