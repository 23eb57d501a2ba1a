package dev.tributary.source.langchain4j;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bean that is made at its first use. The making has a thread of its own, which nobody interrupts
 * who leaves meanwhile: a store that takes longer to open than a call may wait would never be open.
 * One that failed is tried again by the next call.
 */
final class MadeOnce<T> {
  private final Supplier<T> maker;
  private @Nullable FutureTask<T> making;

  MadeOnce(Supplier<T> maker) {
    this.maker = maker;
  }

  /** The bean, made now if need be; blocks until it is, or until the thread is interrupted. */
  T get() throws Exception {
    try {
      return making().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private synchronized FutureTask<T> making() {
    FutureTask<T> last = making;
    if (last != null && last.state() != Future.State.FAILED) {
      return last;
    }
    FutureTask<T> next = new FutureTask<>(maker::get);
    making = next;
    Thread.ofVirtual().name("langchain4j-making").start(next);
    return next;
  }
}
