package dev.tributary.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.source.ErrorKind;
import dev.tributary.source.FakeSource;
import dev.tributary.source.SearchRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FanOutTest extends FanOutFixture {
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
    assertThat(asked.getItem()).allMatch(SourceReport::mandatory);
  }

  @Test
  void optional_source_that_was_never_asked_is_reported_so() {
    FakeSource optional = FakeSource.named("opt").answering("y").optional();
    var asked = ask(FakeSource.named("a").answering("x"), optional);
    assertThat(statuses(asked)).containsExactly("ok", "cancelled");
    assertThat(asked.getItem().getLast().attempts()).isEqualTo(optional.calls()).isZero();
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

  @Test
  void question_that_comes_back_through_other_servers_does_not_wait_for_itself() {
    FakeSource source = FakeSource.named("s").hanging();
    SourceCall first = call(source, 1_000, "q");
    SearchRequest request = first.request();
    SearchRequest again =
        new SearchRequest(
            request.question(),
            request.limit(),
            request.filter(),
            request.deadline(),
            request.vector(),
            request.returnVectors(),
            2);
    fanOut.ask(List.of(first), observed::add).subscribe().with(_ -> {});
    fanOut
        .ask(List.of(new SourceCall(first.source(), again, first.waitTime(), true)), observed::add)
        .subscribe()
        .with(_ -> {});
    assertThat(first.source().inFlight()).isEqualTo(2);
  }
}
