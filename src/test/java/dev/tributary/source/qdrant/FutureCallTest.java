package dev.tributary.source.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.SettableFuture;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FutureCallTest {
  private final List<SettableFuture<String>> calls = new ArrayList<>();
  private final io.smallrye.mutiny.Uni<String> uni = FutureCall.of(this::call);

  private SettableFuture<String> call() {
    SettableFuture<String> future = SettableFuture.create();
    calls.add(future);
    return future;
  }

  @Test
  void each_subscription_is_a_call() {
    assertThat(calls).isEmpty();
    var one = uni.subscribe().withSubscriber(UniAssertSubscriber.create());
    var two = uni.subscribe().withSubscriber(UniAssertSubscriber.create());
    calls.getFirst().set("a");
    calls.getLast().setException(new IllegalStateException("b"));
    one.assertCompleted().assertItem("a");
    two.assertFailedWith(IllegalStateException.class, "b");
  }

  @Test
  void cancel_cancels_the_call_and_is_answered_by_nothing() {
    var subscriber = uni.subscribe().withSubscriber(UniAssertSubscriber.create());
    subscriber.cancel();
    assertThat(calls.getFirst()).isCancelled();
    subscriber.assertNotTerminated();
  }

  @Test
  void who_cancels_while_subscribing_makes_no_call() {
    uni.subscribe()
        .withSubscriber(
            new UniSubscriber<String>() {
              @Override
              public void onSubscribe(UniSubscription subscription) {
                subscription.cancel();
              }

              @Override
              public void onItem(String item) {
                throw new AssertionError("an item after a cancel");
              }

              @Override
              public void onFailure(Throwable failure) {
                throw new AssertionError("a failure after a cancel", failure);
              }
            });
    assertThat(calls).isEmpty();
  }

  @Test
  void call_that_was_cancelled_while_it_was_made_is_cancelled() {
    List<UniAssertSubscriber<String>> subscribers = new ArrayList<>();
    UniAssertSubscriber<String> subscriber = UniAssertSubscriber.create();
    subscribers.add(subscriber);
    FutureCall.<String>of(
            () -> {
              subscribers.forEach(UniAssertSubscriber::cancel);
              return call();
            })
        .subscribe()
        .withSubscriber(subscriber);
    assertThat(calls.getFirst()).isCancelled();
    subscriber.assertNotTerminated();
  }

  @Test
  void call_that_cannot_be_made_is_a_failure() {
    FutureCall.<String>of(
            () -> {
              throw new IllegalStateException("no");
            })
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create())
        .assertFailedWith(IllegalStateException.class, "no");
  }
}
