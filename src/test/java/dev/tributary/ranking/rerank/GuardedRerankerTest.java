package dev.tributary.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Breaker;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.FakeTimers;
import dev.tributary.ranking.Relevance;
import dev.tributary.ranking.RerankException;
import dev.tributary.ranking.RerankException.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardedRerankerTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final FakeTimers timers = new FakeTimers();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<List<String>> asked = new ArrayList<>();
  private int cancelled;
  private boolean broken;
  private Uni<List<Relevance>> answer = Uni.createFrom().item(List.of(new Relevance(0.5, 0.5)));
  private final GuardedReranker reranker = reranker();

  @Test
  void judgement_is_passed_on_and_measured() {
    assertThat(judge(LONG).assertCompleted().getItem()).containsExactly(new Relevance(0.5, 0.5));
    assertThat(measured("ok")).isEqualTo(1);
  }

  @Test
  void texts_are_cut_to_what_is_read() {
    reranker
        .judge("q", List.of("x".repeat(150), "short"), deadline(LONG))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
    assertThat(asked).containsExactly(List.of("x".repeat(100), "short"));
  }

  @Test
  void slow_one_is_cut_off_at_its_own_wait_and_cancelled() {
    hang();
    var judged = judge(LONG);
    timers.advanceMillis(499);
    judged.assertNotTerminated();
    timers.advanceMillis(1);
    assertFailed(judged, Reason.TIMEOUT, "reranker \"mine\": did not answer within 500 ms");
    assertThat(cancelled).isEqualTo(1);
    assertThat(timers.pending()).isZero();
  }

  @Test
  void shorter_deadline_is_kept_and_says_nothing_about_the_reranker() {
    hang();
    for (int i = 0; i < 30; i++) {
      var judged = judge(Duration.ofMillis(100));
      timers.advanceMillis(100);
      assertFailed(judged, Reason.TIMEOUT, "within 100 ms");
    }
    answer = Uni.createFrom().item(List.of(new Relevance(1, 1)));
    judge(LONG).assertCompleted();
  }

  @Test
  void one_that_throws_while_it_is_asked_is_judged_like_any_that_fails() {
    fail(Reason.UNAVAILABLE, null);
    for (int i = 0; i < Breaker.WINDOW; i++) {
      judge(LONG);
    }
    timers.advanceMillis(Breaker.FIRST_OPEN.toMillis());
    broken = true;
    assertFailed(judge(LONG), Reason.UNAVAILABLE, "failed: broken");
    timers.advanceMillis(Breaker.LONGEST_OPEN.toMillis());
    broken = false;
    answer = Uni.createFrom().item(List.of(new Relevance(1, 1)));
    judge(LONG).assertCompleted();
  }

  @Test
  void deadline_that_is_over_asks_nobody() {
    assertFailed(judge(Duration.ZERO), Reason.TIMEOUT, "within 0 ms");
    assertThat(cancelled).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "PROTOCOL", "RATE_LIMITED"})
  void one_that_fails_too_often_is_left_alone_for_a_while(Reason reason) {
    fail(reason, null);
    for (int i = 0; i < Breaker.MIN_CALLS; i++) {
      assertFailed(judge(LONG), reason, "as the test said");
    }
    assertFailed(judge(LONG), Reason.BREAKER_OPEN, "is not asked for another 10000 ms");
    assertThat(asked).hasSize(Breaker.MIN_CALLS);
    timers.advance(Breaker.FIRST_OPEN);
    answer = Uni.createFrom().item(List.of(new Relevance(1, 1)));
    judge(LONG).assertCompleted();
    judge(LONG).assertCompleted();
  }

  @Test
  void one_that_is_slow_too_often_is_left_alone_too() {
    hang();
    for (int i = 0; i < Breaker.MIN_CALLS; i++) {
      judge(LONG);
      timers.advanceMillis(500);
    }
    assertFailed(judge(LONG), Reason.BREAKER_OPEN, "failed too often");
  }

  @Test
  void wrong_key_leaves_it_alone_at_once_and_a_pause_it_asked_for_is_kept() {
    fail(Reason.AUTH, null);
    judge(LONG);
    assertFailed(judge(LONG), Reason.BREAKER_OPEN, "another 120000 ms");
    timers.advance(Breaker.LONGEST_OPEN);
    answer = Uni.createFrom().item(List.of(new Relevance(1, 1)));
    judge(LONG).assertCompleted();
    fail(Reason.RATE_LIMITED, Duration.ofSeconds(7));
    judge(LONG);
    assertFailed(judge(LONG), Reason.BREAKER_OPEN, "another 7000 ms");
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "OVERLOADED"})
  void request_that_it_does_not_take_or_get_says_nothing_about_it(Reason reason) {
    fail(reason, null);
    for (int i = 0; i < 30; i++) {
      assertFailed(judge(LONG), reason, "as the test said");
    }
  }

  @Test
  void client_that_leaves_takes_his_call_with_him_and_says_nothing_about_it() {
    hang();
    for (int i = 1; i <= 30; i++) {
      judge(LONG).cancel();
      assertThat(cancelled).isEqualTo(i);
    }
    assertThat(timers.pending()).isZero();
    assertThat(measured("cancelled")).isEqualTo(30);
  }

  @Test
  void whatever_else_fails_is_one_of_its_own_failures() {
    answer = Uni.createFrom().failure(new IllegalStateException("odd"));
    assertFailed(judge(LONG), Reason.UNAVAILABLE, "reranker \"mine\": failed: odd");
  }

  @Test
  void check_takes_its_time() {
    hang();
    var checked = reranker.check().subscribe().withSubscriber(UniAssertSubscriber.create());
    timers.advance(Duration.ofSeconds(29));
    checked.assertNotTerminated();
  }

  private GuardedReranker reranker() {
    JudgeSettings.Onnx anything = new JudgeSettings.Onnx(Path.of("m"), Path.of("t"), 64);
    RerankerSettings settings =
        new RerankerSettings("mine", anything, Duration.ofMillis(500), 50, 100);
    return new GuardedReranker(settings, new FakeJudge(), timers, registry);
  }

  private final class FakeJudge implements Judge {
    @Override
    public boolean isLocal() {
      return true;
    }

    @Override
    public Uni<List<Relevance>> judge(String question, List<String> texts, Deadline deadline) {
      if (broken) {
        throw new IllegalStateException("broken");
      }
      return Uni.createFrom()
          .deferred(
              () -> {
                asked.add(texts);
                return answer;
              })
          .onCancellation()
          .invoke(() -> cancelled++);
    }
  }

  private void hang() {
    answer = Uni.createFrom().nothing();
  }

  private void fail(Reason reason, @Nullable Duration retryAfter) {
    answer =
        Uni.createFrom().failure(new RerankException(reason, "as the test said", retryAfter, null));
  }

  private Deadline deadline(Duration left) {
    return Deadline.after(left, timers::nanoTime);
  }

  private UniAssertSubscriber<List<Relevance>> judge(Duration left) {
    return reranker
        .judge("q", List.of("text"), deadline(left))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private long measured(String status) {
    return registry.get("tributary.reranking.duration").tag("status", status).timer().count();
  }

  private static void assertFailed(
      UniAssertSubscriber<List<Relevance>> judged, Reason reason, String told) {
    assertThat(judged.getFailure())
        .hasMessageContaining(told)
        .isInstanceOfSatisfying(
            RerankException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
