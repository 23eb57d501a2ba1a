package dev.tributary.source.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Deadline;
import dev.tributary.guard.Limiter;
import dev.tributary.guard.SystemTimers;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BlockingCallsTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final BlockingCalls calls = new BlockingCalls("x", 1, new SystemTimers());

  @Test
  void calls_behind_one_that_is_late_do_not_fail_while_it_leaves() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    Uni<String> late =
        calls.run(
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                left.await();
              }
              return "late";
            },
            Deadline.after(LONG));
    Limiter limiter = new Limiter(1, 10, new SystemTimers());
    UniAssertSubscriber<String> leaving = subscribe(limiter.limit(late, _ -> {}));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    List<UniAssertSubscriber<String>> queued = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      queued.add(subscribe(limiter.limit(calls.run(() -> "next", Deadline.after(LONG)), _ -> {})));
    }
    leaving.cancel();
    left.countDown();
    for (UniAssertSubscriber<String> one : queued) {
      assertThat(one.awaitItem(LONG).getItem()).isEqualTo("next");
    }
    assertThat(calls.open()).isZero();
  }

  private static UniAssertSubscriber<String> subscribe(Uni<String> call) {
    return call.subscribe().withSubscriber(UniAssertSubscriber.create());
  }
}
