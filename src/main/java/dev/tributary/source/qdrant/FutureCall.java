package dev.tributary.source.qdrant;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call of the client as a Uni: one call a subscription, and cancelled with it.
 *
 * <p>Not by {@code Uni.createFrom().future}, which parks a thread, nor by an emitter, which never
 * hears of a cancel that comes while it is being subscribed to.
 */
final class FutureCall<T> implements UniSubscription, FutureCallback<T> {
  private static final Object OVER = new Object();

  private final UniSubscriber<? super T> subscriber;

  /** Null before the call is made, then its future, then {@link #OVER}. */
  private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

  private FutureCall(UniSubscriber<? super T> subscriber) {
    this.subscriber = subscriber;
  }

  static <T> Uni<T> of(Supplier<ListenableFuture<T>> call) {
    return new AbstractUni<>() {
      @Override
      public void subscribe(UniSubscriber<? super T> subscriber) {
        FutureCall<T> one = new FutureCall<>(subscriber);
        subscriber.onSubscribe(one);
        one.start(call);
      }
    };
  }

  private void start(Supplier<ListenableFuture<T>> call) {
    if (state.get() == OVER) {
      return;
    }
    ListenableFuture<T> future;
    try {
      future = call.get();
    } catch (RuntimeException failure) {
      onFailure(failure);
      return;
    }
    if (state.compareAndSet(null, future)) {
      Futures.addCallback(future, this, MoreExecutors.directExecutor());
    } else {
      future.cancel(true);
    }
  }

  @Override
  public void onSuccess(T answer) {
    if (state.getAndSet(OVER) != OVER) {
      subscriber.onItem(answer);
    }
  }

  @Override
  public void onFailure(Throwable failure) {
    if (state.getAndSet(OVER) != OVER) {
      subscriber.onFailure(failure);
    }
  }

  @Override
  public void cancel() {
    if (state.getAndSet(OVER) instanceof Future<?> future) {
      future.cancel(true);
    }
  }
}
