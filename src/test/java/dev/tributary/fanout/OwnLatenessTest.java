package dev.tributary.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Breaker;
import dev.tributary.source.FakeSource;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** A server that is late itself does not blame its sources. */
class OwnLatenessTest extends FanOutFixture {
  private final FakeSource source = FakeSource.named("s").hanging();
  private final Endpoint endpoint = new Endpoint(source.settings(), timers);

  @Test
  void calls_that_are_cut_while_the_own_event_loop_is_late_do_not_open_the_breaker() {
    callsCutAtTheirWait(2 * Breaker.MIN_CALLS, afterMillis(GuardedCall.LATE.toMillis() + 1));

    assertThat(endpoint.breaker.state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(endpoint.limiter.inFlight()).isZero();
  }

  @Test
  void calls_that_are_cut_while_the_own_event_loop_is_in_time_do() {
    callsCutAtTheirWait(Breaker.MIN_CALLS, afterMillis(GuardedCall.LATE.toMillis()));

    assertThat(endpoint.breaker.state()).isEqualTo(Breaker.State.OPEN);
  }

  private void callsCutAtTheirWait(int calls, Executor home) {
    for (int i = 0; i < calls; i++) {
      SourceCall call = call(source, 10_000, "q" + i);
      var running =
          new GuardedCall(source, endpoint, call.request(), timers, home, null)
              .make()
              .subscribe()
              .with(_ -> {});
      timers.advance(call.waitTime());
      running.cancel();
    }
  }

  private Executor afterMillis(long millis) {
    return task -> {
      timers.advanceMillis(millis);
      task.run();
    };
  }
}
