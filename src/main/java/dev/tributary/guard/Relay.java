package dev.tributary.guard;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands one upstream on to one subscriber: the first end wins, whoever brings it, and cancels
 * upstream unless upstream itself brought it. The clean-up runs exactly once.
 *
 * <p>The races it settles: an end before the upstream subscription is known, an end while the
 * clean-up is being set, and a cancel against an item.
 */
final class Relay<T> implements UniSubscription {
  private static final Cancellable ENDED = () -> {};

  private final UniSubscriber<? super T> downstream;
  private final AtomicReference<@Nullable Cancellable> upstream = new AtomicReference<>();
  private final AtomicReference<@Nullable Runnable> cleanUp = new AtomicReference<>();

  private Relay(UniSubscriber<? super T> downstream) {
    this.downstream = downstream;
  }

  /**
   * A Uni that makes a relay for each subscriber.
   *
   * <p>Not an emitter: one whose subscriber cancels while it subscribes never hears of it, and
   * works for nobody.
   */
  static <T> Uni<T> uni(Consumer<Relay<T>> start) {
    return new AbstractUni<>() {
      @Override
      public void subscribe(UniSubscriber<? super T> subscriber) {
        Relay<T> relay = new Relay<>(subscriber);
        subscriber.onSubscribe(relay);
        try {
          start.accept(relay);
        } catch (RuntimeException failure) {
          relay.fail(failure);
        }
      }
    };
  }

  /** What to do once when all is over; done at once when it already is. */
  void onEnd(Runnable task) {
    cleanUp.set(task);
    if (upstream.get() == ENDED) {
      runCleanUp();
    }
  }

  void subscribeTo(Uni<? extends T> source) {
    if (upstream.get() == ENDED) {
      return;
    }
    Cancellable subscription =
        source.subscribe().with(downstream.context(), this::complete, this::upstreamFailed);
    if (!upstream.compareAndSet(null, subscription)) {
      subscription.cancel();
    }
  }

  /** Upstream brought an item. */
  void complete(T item) {
    if (upstream.getAndSet(ENDED) != ENDED) {
      runCleanUp();
      downstream.onItem(item);
    }
  }

  /** Somebody else ends it with a failure. */
  void fail(Throwable failure) {
    if (end()) {
      downstream.onFailure(failure);
    }
  }

  /** Somebody else ends it with an item. */
  void replace(T item) {
    if (end()) {
      downstream.onItem(item);
    }
  }

  private void upstreamFailed(Throwable failure) {
    if (upstream.getAndSet(ENDED) != ENDED) {
      runCleanUp();
      downstream.onFailure(failure);
    }
  }

  /** The subscriber wants nothing any more. */
  @Override
  public void cancel() {
    end();
  }

  /** Whether this call is the one that ended it. */
  private boolean end() {
    Cancellable subscription = upstream.getAndSet(ENDED);
    if (subscription == ENDED) {
      return false;
    }
    if (subscription != null) {
      subscription.cancel();
    }
    runCleanUp();
    return true;
  }

  private void runCleanUp() {
    Runnable task = cleanUp.getAndSet(null);
    if (task != null) {
      task.run();
    }
  }
}
