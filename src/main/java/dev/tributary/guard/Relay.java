package dev.tributary.guard;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Hands one upstream on to one emitter: the first end wins, whoever brings it, and cancels upstream
 * unless upstream itself brought it. The clean-up runs exactly once.
 *
 * <p>The races it settles: an end before the upstream subscription is known, an end while the
 * clean-up is being set, and a cancel against an item.
 */
final class Relay<T> {
  private static final Cancellable ENDED = () -> {};

  private final UniEmitter<? super T> downstream;
  private final AtomicReference<@Nullable Cancellable> upstream = new AtomicReference<>();
  private final AtomicReference<@Nullable Runnable> cleanUp = new AtomicReference<>();

  Relay(UniEmitter<? super T> downstream) {
    this.downstream = downstream;
    downstream.onTermination(this::cancel);
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
    Cancellable subscription = source.subscribe().with(this::complete, this::upstreamFailed);
    if (!upstream.compareAndSet(null, subscription)) {
      subscription.cancel();
    }
  }

  /** Upstream brought an item. */
  void complete(T item) {
    if (upstream.getAndSet(ENDED) != ENDED) {
      runCleanUp();
      downstream.complete(item);
    }
  }

  /** Somebody else ends it with a failure. */
  void fail(Throwable failure) {
    if (cancel()) {
      downstream.fail(failure);
    }
  }

  /** Somebody else ends it with an item. */
  void replace(T item) {
    if (cancel()) {
      downstream.complete(item);
    }
  }

  private void upstreamFailed(Throwable failure) {
    if (upstream.getAndSet(ENDED) != ENDED) {
      runCleanUp();
      downstream.fail(failure);
    }
  }

  /** Whether this call is the one that ended it. */
  private boolean cancel() {
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
