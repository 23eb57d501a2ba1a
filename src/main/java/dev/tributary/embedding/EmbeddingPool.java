package dev.tributary.embedding;

import dev.tributary.embedding.EmbeddingException.Reason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that compute vectors in this process, shared by all its models.
 *
 * <p>Who goes first: questions, then the passages of questions, then ingestion; inside a {@link
 * Lane} first come, first served. Nobody is interrupted, so a question waits for at most one text
 * (some 15 ms) when all threads are busy with passages. Under a load of questions that takes all
 * threads ingestion stands still; that is meant.
 *
 * <p>Each lane has a bound of its own, and beyond it a text is refused at once: for a question or
 * its passages that is the answer, since in a queue of that length it would be late anyway;
 * ingestion keeps fewer texts in flight than its lane holds, and so is never refused.
 *
 * <p>A cancel takes a waiting text out, and it is never computed. A text that is being computed is
 * finished, and its vector dropped. Results come on the pool's threads.
 */
@Singleton
final class EmbeddingPool implements AutoCloseable {
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final int threads;
  private final ThreadPoolExecutor executor;
  private final Object lock = new Object();
  private final Map<Lane, SequencedSet<Task<?>>> lanes = new EnumMap<>(Lane.class);
  // Both guarded by the lock.
  private int workers;
  private boolean closed;

  /** As many threads as there are cores. */
  @Inject
  EmbeddingPool() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /**
   * @param threads how many texts are computed at once
   */
  EmbeddingPool(int threads) {
    this.threads = threads;
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new LinkedHashSet<>());
    }
    // Holds workers, not texts: at most one for each that is just ending.
    executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(threads),
            Thread.ofPlatform().name("tributary-embedding-", 1).daemon().factory());
  }

  /** Does some work when its turn comes. */
  <T> Uni<T> run(Lane lane, Callable<T> work) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Task<T> task = new Task<>(emitter, work);
              emitter.onTermination(() -> withdraw(lane, task));
              submit(lane, task);
            });
  }

  /** How many texts wait. */
  int waiting(Lane lane) {
    synchronized (lock) {
      return waitingIn(lane).size();
    }
  }

  /** Ends the threads; what still waits fails. Again is harmless: each who has models here does. */
  @Override
  public void close() {
    List<Task<?>> left = new ArrayList<>();
    synchronized (lock) {
      closed = true;
      lanes.values().forEach(left::addAll);
      lanes.values().forEach(SequencedSet::clear);
    }
    left.forEach(task -> task.refuse(Reason.UNAVAILABLE, "the server is stopping"));
    executor.shutdown();
    try {
      // A model must not be taken away from under a thread that computes with it.
      if (!executor.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void submit(Lane lane, Task<?> task) {
    Reason refusal = null;
    synchronized (lock) {
      if (closed) {
        refusal = Reason.UNAVAILABLE;
      } else if (waitingIn(lane).size() >= lane.bound()) {
        refusal = Reason.OVERLOADED;
      } else {
        waitingIn(lane).add(task);
        if (workers < threads) {
          workers++;
          executor.execute(this::work);
        }
      }
    }
    if (refusal != null) {
      task.refuse(
          refusal,
          refusal == Reason.OVERLOADED
              ? lane.bound() + " texts wait to be embedded already"
              : "the server is stopping");
    }
  }

  private void withdraw(Lane lane, Task<?> task) {
    synchronized (lock) {
      waitingIn(lane).remove(task);
    }
  }

  private void work() {
    for (Task<?> task = next(); task != null; task = next()) {
      task.run();
    }
  }

  private @Nullable Task<?> next() {
    synchronized (lock) {
      for (SequencedSet<Task<?>> waiting : lanes.values()) {
        if (!waiting.isEmpty()) {
          return waiting.removeFirst();
        }
      }
      workers--;
      return null;
    }
  }

  private SequencedSet<Task<?>> waitingIn(Lane lane) {
    return lanes.computeIfAbsent(lane, _ -> new LinkedHashSet<>());
  }

  private record Task<T>(UniEmitter<? super T> emitter, Callable<T> work) {
    void run() {
      T result;
      try {
        result = work.call();
      } catch (Throwable e) { // Error too: a native library that is missing is one
        emitter.fail(e);
        return;
      }
      emitter.complete(result);
    }

    void refuse(Reason reason, String why) {
      emitter.fail(new EmbeddingException(reason, why, null));
    }

    // Each task is itself alone, whatever it is made of.
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
