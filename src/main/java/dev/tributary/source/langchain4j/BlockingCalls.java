package dev.tributary.source.langchain4j;

import dev.tributary.guard.Deadline;
import dev.tributary.guard.TimeLimit;
import dev.tributary.guard.Timers;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Calls of one bean, each on a virtual thread of its own. Who cancels, or is late, interrupts it. A
 * call that does not heed that goes on holding its permit, so that a bean which hangs for ever
 * never has more than its permits of calls.
 */
final class BlockingCalls {
  /** How long a call that is interrupted may take to leave until it is held to hang. */
  private static final long LEAVES_WITHIN_MILLIS = 100;

  private final String name;
  private final int permits;
  private final Semaphore free;
  private final Timers timers;

  BlockingCalls(String name, int permits, Timers timers) {
    this.name = name;
    this.permits = permits;
    this.free = new Semaphore(permits);
    this.timers = timers;
  }

  /** Runs a call; fails with a SourceException alone. */
  <T> Uni<T> run(Callable<T> call, Deadline deadline) {
    return TimeLimit.of(
        Uni.createFrom().<T>emitter(emitter -> start(emitter, call)),
        deadline.remaining(),
        timers,
        () -> new SourceException(ErrorKind.TIMEOUT, "it did not answer in time"));
  }

  /** How many calls are going on, those included that nobody waits for any more. */
  int open() {
    return permits - free.availablePermits();
  }

  private <T> void start(UniEmitter<? super T> emitter, Callable<T> call) {
    Thread thread =
        Thread.ofVirtual().name("langchain4j-" + name).unstarted(() -> run(emitter, call));
    // After the answer the thread has ended or is about to: then an interrupt means nothing.
    emitter.onTermination(thread::interrupt);
    thread.start();
  }

  private <T> void run(UniEmitter<? super T> emitter, Callable<T> call) {
    try {
      if (!free.tryAcquire(LEAVES_WITHIN_MILLIS, TimeUnit.MILLISECONDS)) {
        emitter.fail(
            new SourceException(
                ErrorKind.OVERLOADED, "all " + permits + " permits are held by calls that go on"));
        return;
      }
    } catch (InterruptedException _) {
      // Nobody waits for it any more.
      return;
    }
    end(emitter, call);
  }

  private <T> void end(UniEmitter<? super T> emitter, Callable<T> call) {
    T result;
    try {
      result = call.call();
    } catch (Throwable failure) {
      free.release();
      emitter.fail(Failures.of(failure));
      return;
    }
    free.release();
    emitter.complete(result);
  }
}
