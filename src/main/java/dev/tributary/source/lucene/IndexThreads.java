package dev.tributary.source.lucene;

import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Where the blocking work of all embedded indexes runs: searches on as many threads as there are
 * processors, writes on one, so that a search never queues behind a write. Both queues are bounded.
 */
final class IndexThreads implements AutoCloseable {
  /** 32 questions at once to 32 sources: a search takes about a millisecond. */
  private static final int SEARCH_QUEUE = 1_024;

  private static final int WRITE_QUEUE = 256;

  private final ThreadGroup searching = new ThreadGroup("lucene-search");
  private final ThreadPoolExecutor searches;
  private final ThreadPoolExecutor writes;

  IndexThreads(int searchThreads, int searchQueue, int writeQueue) {
    searches = pool(searching, searchThreads, searchQueue);
    writes = pool(new ThreadGroup("lucene-write"), 1, writeQueue);
  }

  static IndexThreads forThisMachine() {
    return new IndexThreads(
        Math.max(2, Runtime.getRuntime().availableProcessors()), SEARCH_QUEUE, WRITE_QUEUE);
  }

  /**
   * Work that reads; it leaves the queue when it is cancelled before it began. What a search goes
   * on with on the thread that it has, such as when the vector was there before the words were
   * found, does not queue again.
   */
  <T> Uni<T> search(Callable<T> work, Function<Throwable, SourceException> failure) {
    return run(
        task -> {
          if (Thread.currentThread().getThreadGroup() == searching) {
            task.run();
          } else {
            searches.execute(task);
          }
        },
        searches,
        work,
        failure);
  }

  /** Work that writes; once begun it is brought to its end, since half a write helps nobody. */
  <T> Uni<T> write(Callable<T> work, Function<Throwable, SourceException> failure) {
    return run(writes, writes, work, failure);
  }

  /** How many searches wait for a thread. */
  int queuedSearches() {
    return searches.getQueue().size();
  }

  /** Takes no more work and forgets what waits; what runs comes to its end. */
  @Override
  public void close() {
    for (ThreadPoolExecutor threads : List.of(searches, writes)) {
      threads.shutdown();
      threads.getQueue().clear();
    }
  }

  private static <T> Uni<T> run(
      Executor way,
      ThreadPoolExecutor threads,
      Callable<T> work,
      Function<Throwable, SourceException> failure) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Task<T> task = new Task<>(emitter, work, failure);
              emitter.onTermination(() -> task.leave(threads));
              try {
                way.execute(task);
              } catch (RejectedExecutionException e) {
                emitter.fail(
                    new SourceException(
                        ErrorKind.OVERLOADED, "too many calls wait for the embedded indexes", e));
              }
            });
  }

  private static final class Task<T> implements Runnable {
    private final UniEmitter<? super T> emitter;
    private final Callable<T> work;
    private final Function<Throwable, SourceException> failure;
    private volatile boolean begun;

    Task(
        UniEmitter<? super T> emitter,
        Callable<T> work,
        Function<Throwable, SourceException> failure) {
      this.emitter = emitter;
      this.work = work;
      this.failure = failure;
    }

    @Override
    public void run() {
      begun = true;
      try {
        emitter.complete(work.call());
      } catch (Throwable t) {
        emitter.fail(failure.apply(t));
      }
    }

    void leave(ThreadPoolExecutor threads) {
      if (!begun) {
        threads.remove(this);
      }
    }
  }

  private static ThreadPoolExecutor pool(ThreadGroup group, int threads, int queue) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().group(group).daemon().name(group.getName() + "-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
