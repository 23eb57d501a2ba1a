package dev.tributary.ranking;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Where pools are scored: as many threads as there are processors, and a bounded queue. */
final class RankingThreads implements AutoCloseable {
  /** At some milliseconds a pool more would be late anyway. */
  private static final int QUEUE = 128;

  /** What falls back when there is no room is bounded by the questions in flight. */
  private static final int SPARE_QUEUE = 100_000;

  private final ThreadPoolExecutor executor;
  private final ThreadPoolExecutor spare;

  RankingThreads(int threads, int queue) {
    executor = pool(threads, queue, "tributary-ranking-");
    spare = pool(1, SPARE_QUEUE, "tributary-ranking-spare-");
  }

  private static ThreadPoolExecutor pool(int threads, int queue, String name) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(queue),
            Thread.ofPlatform().name(name, 1).daemon().factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  static RankingThreads forThisMachine() {
    return new RankingThreads(Runtime.getRuntime().availableProcessors(), QUEUE);
  }

  /**
   * Does some work when its turn comes; fails with {@link UnscoredException} when there is no room.
   * A cancel takes waiting work out of the queue.
   */
  <T> Uni<T> run(Callable<T> work) {
    return on(executor, _ -> work.call());
  }

  /** Work that may take long, and ends with {@link CancellationException} when it is unwanted. */
  @FunctionalInterface
  interface LongWork<T> {
    /**
     * Does it.
     *
     * @param unwanted whether nobody waits for it any more
     */
    T done(BooleanSupplier unwanted) throws Exception;
  }

  /** The same for work that may take long. */
  <T> Uni<T> runWhileWanted(LongWork<T> work) {
    return on(executor, work);
  }

  /**
   * Does some work if the spare thread has nothing better to do, else not at all. Never where pools
   * are scored: what may be left out must not take the place of what may not.
   */
  void whenIdle(Runnable work) {
    if (spare.getQueue().isEmpty()) {
      try {
        spare.execute(work);
      } catch (RejectedExecutionException _) {
        // Then it is done when it is needed.
      }
    }
  }

  /**
   * Does what must not wait behind that, nor on the thread it is noticed on, which may be the one
   * of all alarms.
   */
  <T> Uni<T> spare(Callable<T> work) {
    return on(spare, _ -> work.call());
  }

  private static <T> Uni<T> on(ThreadPoolExecutor executor, LongWork<T> work) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              AtomicBoolean over = new AtomicBoolean();
              Runnable task =
                  () -> {
                    T result;
                    try {
                      result = work.done(over::get);
                    } catch (CancellationException _) {
                      return;
                    } catch (Exception e) {
                      emitter.fail(e);
                      return;
                    }
                    emitter.complete(result);
                  };
              emitter.onTermination(
                  () -> {
                    over.set(true);
                    executor.remove(task);
                  });
              try {
                executor.execute(task);
              } catch (RejectedExecutionException _) {
                emitter.fail(new UnscoredException("too many questions wait to be ranked"));
              }
            });
  }

  @Override
  public void close() {
    executor.shutdownNow();
    spare.shutdownNow();
  }
}
