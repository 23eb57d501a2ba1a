package dev.tributary.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
  private final FakeTimers timers = new FakeTimers();
  private final SingleFlight<String, String> flights = new SingleFlight<>();
  private final List<UniEmitter<? super String>> calls = new ArrayList<>();
  private final AtomicInteger cancelled = new AtomicInteger();

  private UniAssertSubscriber<String> ask(String key) {
    return flights
        .share(
            key,
            Deadline.after(Duration.ofSeconds(1), timers::nanoTime),
            () ->
                Uni.createFrom()
                    .<String>emitter(calls::add)
                    .onCancellation()
                    .invoke(cancelled::incrementAndGet))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  @Test
  void same_key_shares_one_call_and_another_key_has_its_own() {
    var first = ask("a");
    var second = ask("a");
    ask("b").assertNotTerminated();
    assertThat(calls).hasSize(2);
    calls.get(0).complete("answer");
    first.assertCompleted().assertItem("answer");
    second.assertCompleted().assertItem("answer");
    assertThat(flights.size()).isEqualTo(1);
  }

  @Test
  void failure_is_shared_and_not_kept() {
    var first = ask("a");
    var second = ask("a");
    calls.get(0).fail(new IllegalStateException("down"));
    first.assertFailedWith(IllegalStateException.class);
    second.assertFailedWith(IllegalStateException.class);
    ask("a").assertNotTerminated();
    assertThat(calls).hasSize(2);
  }

  @Test
  void one_who_leaves_does_not_disturb_the_others_and_the_last_cancels() {
    var first = ask("a");
    var second = ask("a");
    first.cancel();
    assertThat(cancelled).hasValue(0);
    second.assertNotTerminated();
    second.cancel();
    assertThat(cancelled).hasValue(1);
    assertThat(flights.size()).isZero();
    ask("a").assertNotTerminated();
    assertThat(calls).hasSize(2);
  }

  @Test
  void call_that_will_be_cut_too_early_is_not_joined() {
    ask("a");
    timers.advanceMillis(100);
    ask("a");
    assertThat(calls).hasSize(1);
    timers.advanceMillis(1);
    ask("a");
    assertThat(calls).hasSize(2);
  }

  @Test
  void call_that_ends_at_once_leaves_nothing_behind() {
    flights
        .share("a", Deadline.after(Duration.ofSeconds(1)), () -> Uni.createFrom().item("now"))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create())
        .assertCompleted()
        .assertItem("now");
    assertThat(flights.size()).isZero();
  }
}
