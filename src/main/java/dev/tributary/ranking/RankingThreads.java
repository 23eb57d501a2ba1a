package dev.tributary.ranking;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Where pools are scored: as many threads as there are processors, and a bounded queue. */
final class RankingThreads implements AutoCloseable {
  /** At some milliseconds a pool more would be late anyway. */
  private static final int QUEUE = 128;

  private final ThreadPoolExecutor executor;

  RankingThreads(int threads, int queue) {
    executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().name("tributary-ranking-", 1).daemon().factory());
    executor.allowCoreThreadTimeOut(true);
  }

  static RankingThreads forThisMachine() {
    return new RankingThreads(Runtime.getRuntime().availableProcessors(), QUEUE);
  }

  /**
   * Does some work when its turn comes; fails with {@link UnscoredException} when there is no room.
   * A cancel takes waiting work out of the queue.
   */
  <T> Uni<T> run(Callable<T> work) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Runnable task =
                  () -> {
                    T result;
                    try {
                      result = work.call();
                    } catch (Exception e) {
                      emitter.fail(e);
                      return;
                    }
                    emitter.complete(result);
                  };
              emitter.onTermination(() -> executor.remove(task));
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
  }
}
