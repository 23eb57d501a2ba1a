package dev.tributary.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LimiterTest {
  private final FakeTimers timers = new FakeTimers();
  private final List<UniEmitter<? super String>> calls = new ArrayList<>();
  private final AtomicInteger cancelled = new AtomicInteger();
  private final List<Long> queued = new ArrayList<>();

  private UniAssertSubscriber<String> ask(Limiter limiter) {
    Uni<String> call =
        Uni.createFrom()
            .<String>emitter(calls::add)
            .onCancellation()
            .invoke(cancelled::incrementAndGet);
    return limiter
        .limit(call, queued::add)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  @Test
  void calls_beyond_the_permits_wait_in_order_and_more_are_rejected() {
    Limiter limiter = new Limiter(2, 2, timers);
    ask(limiter);
    ask(limiter);
    var third = ask(limiter);
    var fourth = ask(limiter);
    ask(limiter).assertFailedWith(LimiterFullException.class);
    assertThat(calls).hasSize(2);
    assertThat(limiter.inFlight()).isEqualTo(2);
    assertThat(limiter.queued()).isEqualTo(2);
    assertThat(limiter.rejected()).isEqualTo(1);

    timers.advanceMillis(7);
    calls.get(0).complete("a");
    assertThat(calls).hasSize(3);
    calls.get(2).complete("third");
    third.assertCompleted().assertItem("third");
    calls.get(3).complete("fourth");
    fourth.assertCompleted().assertItem("fourth");
    assertThat(queued).containsExactly(0L, 0L, 7_000_000L, 7_000_000L);
  }

  @Test
  void waiter_that_cannot_start_fails_alone() {
    Limiter limiter = new Limiter(1, 2, timers);
    ask(limiter);
    var broken =
        limiter
            .limit(
                Uni.createFrom().item("never"),
                waited -> {
                  throw new IllegalStateException("broken");
                })
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    var last = ask(limiter);
    calls.getFirst().complete("a");
    broken.assertFailedWith(IllegalStateException.class, "broken");
    calls.get(1).complete("last");
    last.assertItem("last");
    assertThat(limiter.inFlight()).isZero();
  }

  @Test
  void permit_comes_back_at_item_failure_and_cancel() {
    Limiter limiter = new Limiter(3, 0, timers);
    ask(limiter);
    ask(limiter);
    var third = ask(limiter);
    calls.get(0).complete("a");
    calls.get(1).fail(new IllegalStateException("b"));
    third.cancel();
    assertThat(limiter.inFlight()).isZero();
    assertThat(cancelled).hasValue(1);
    calls.get(2).complete("too late");
    assertThat(limiter.inFlight()).isZero();
  }

  @Test
  void call_that_need_not_wait_starts_on_its_own_thread_while_another_is_starting()
      throws InterruptedException {
    Limiter limiter = new Limiter(2, 0, timers);
    CountDownLatch firstIsStarting = new CountDownLatch(1);
    CountDownLatch secondHasStarted = new CountDownLatch(1);
    List<String> threads = new java.util.concurrent.CopyOnWriteArrayList<>();
    Thread first =
        Thread.ofPlatform()
            .name("first")
            .start(
                () ->
                    limiter
                        .limit(
                            Uni.createFrom()
                                .item(
                                    () -> {
                                      firstIsStarting.countDown();
                                      return awaited(secondHasStarted);
                                    }),
                            _ -> {})
                        .subscribe()
                        .with(_ -> {}));
    assertThat(firstIsStarting.await(10, TimeUnit.SECONDS)).isTrue();
    limiter
        .limit(Uni.createFrom().item(() -> Thread.currentThread().getName()), _ -> {})
        .subscribe()
        .with(threads::add);
    secondHasStarted.countDown();
    first.join();
    assertThat(threads).containsExactly(Thread.currentThread().getName());
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void caller_that_leaves_while_it_subscribes_is_not_called_for() {
    Limiter limiter = new Limiter(1, 1, timers);
    Uni<String> call = Uni.createFrom().<String>emitter(calls::add);
    limiter
        .limit(call, queued::add)
        .subscribe()
        .withSubscriber(
            new UniSubscriber<String>() {
              @Override
              public void onSubscribe(UniSubscription subscription) {
                subscription.cancel();
              }

              @Override
              public void onItem(String item) {}

              @Override
              public void onFailure(Throwable failure) {}
            });
    assertThat(calls).isEmpty();
    assertThat(limiter.inFlight()).isZero();
  }

  @Test
  void cancelled_waiter_leaves_the_queue_and_is_never_called() {
    Limiter limiter = new Limiter(1, 1, timers);
    ask(limiter);
    ask(limiter).cancel();
    assertThat(limiter.queued()).isZero();
    ask(limiter).assertNotTerminated();
    calls.get(0).complete("a");
    assertThat(calls).hasSize(2);
  }

  @Test
  void ten_thousand_waiters_of_calls_that_end_at_once_do_not_overflow_the_stack() {
    Limiter limiter = new Limiter(1, 10_000, timers);
    ask(limiter);
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < 10_000; i++) {
      limiter
          .limit(Uni.createFrom().item("x"), _ -> {})
          .subscribe()
          .with(_ -> done.incrementAndGet());
    }
    calls.get(0).complete("go");
    assertThat(done).hasValue(10_000);
    assertThat(limiter.inFlight()).isZero();
  }

  @Test
  void call_that_throws_when_it_is_made_gives_its_permit_back() {
    Limiter limiter = new Limiter(1, 0, timers);
    Uni<String> broken =
        Uni.createFrom()
            .emitter(
                _ -> {
                  throw new IllegalStateException("broken");
                });
    limiter
        .limit(broken, _ -> {})
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create())
        .assertFailed();
    assertThat(limiter.inFlight()).isZero();
  }

  @Test
  void permits_are_conserved_under_a_storm_of_ends_and_cancels() throws InterruptedException {
    Limiter limiter = new Limiter(4, 16, new SystemTimers());
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (var workers = Executors.newFixedThreadPool(4);
        var enders = Executors.newFixedThreadPool(2)) {
      CountDownLatch all = new CountDownLatch(4);
      for (int w = 0; w < 4; w++) {
        workers.execute(
            () -> {
              for (int i = 0; i < 5_000; i++) {
                Uni<String> call =
                    Uni.createFrom()
                        .<String>emitter(
                            e -> {
                              most.accumulateAndGet(running.incrementAndGet(), Math::max);
                              enders.execute(
                                  () -> {
                                    running.decrementAndGet();
                                    e.complete("done");
                                  });
                            });
                var waiting = limiter.limit(call, _ -> {}).subscribe().with(_ -> {}, _ -> {});
                if (ThreadLocalRandom.current().nextInt(3) == 0) {
                  waiting.cancel();
                }
              }
              all.countDown();
            });
      }
      assertThat(all.await(50, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(limiter.inFlight()).isZero();
    assertThat(limiter.queued()).isZero();
    assertThat(most.get()).isPositive();
  }
}
