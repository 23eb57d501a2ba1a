package dev.tributary.embedding;

import ai.onnxruntime.OrtException;
import dev.tributary.embedding.EmbeddingException.Reason;
import dev.tributary.guard.Timers;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A model that is brought into memory at its first use, on one thread of the pool that runs it; who
 * comes meanwhile waits.
 *
 * <p>A loading goes on when all who waited for it have left, so that the next find the model there.
 * When it fails everybody gets {@link Reason#UNAVAILABLE} for some seconds, then it is tried again.
 */
final class LoadedOnce<M extends AutoCloseable> implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LoadedOnce.class);

  /** How long a failed loading is not tried again. */
  static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final String model;
  private final Callable<? extends M> loader;
  private final EmbeddingPool pool;
  private final Timers timers;
  private final Object lock = new Object();
  // Both guarded by the lock.
  private @Nullable CompletableFuture<M> loading;
  private long failedAt;

  /**
   * @param model its name
   * @param loader brings it into memory
   */
  LoadedOnce(String model, Callable<? extends M> loader, EmbeddingPool pool, Timers timers) {
    this.model = model;
    this.loader = loader;
    this.pool = pool;
    this.timers = timers;
  }

  /** What a model computes. */
  @FunctionalInterface
  interface Work<M, T> {
    T with(M model) throws Exception;
  }

  /**
   * Computes with the model, loaded now if need be; fails with {@link EmbeddingException} alone.
   */
  <T> Uni<T> run(Lane lane, Work<? super M, T> work) {
    return Uni.createFrom()
        // A copy: a cancel of the Uni would cancel the future, and with it everybody's loading.
        .completionStage(() -> loading().copy())
        .chain(loaded -> pool.run(lane, () -> work.with(loaded)))
        .onFailure(failure -> !(failure instanceof EmbeddingException))
        .transform(failure -> unavailable("failed", failure));
  }

  /** Frees the model's memory; the pool has ended. */
  @Override
  public void close() {
    synchronized (lock) {
      if (loading != null && loading.state() == CompletableFuture.State.SUCCESS) {
        try {
          loading.resultNow().close();
        } catch (Exception e) {
          LOG.debugf(e, "model %s was not closed", model);
        }
      }
    }
  }

  private CompletableFuture<M> loading() {
    CompletableFuture<M> started;
    synchronized (lock) {
      if (loading != null && !mayTryAgain(loading)) {
        return loading;
      }
      started = new CompletableFuture<>();
      loading = started;
    }
    pool.run(Lane.QUESTION, this::load)
        .subscribe()
        .with(started::complete, failure -> failed(started, failure));
    return started;
  }

  private boolean mayTryAgain(CompletableFuture<M> last) {
    return last.isCompletedExceptionally() && timers.nanoTime() - failedAt >= RETRY_AFTER.toNanos();
  }

  private M load() throws Exception {
    long start = timers.nanoTime();
    M loaded = loader.call();
    LOG.infof("model %s loaded in %d ms", model, (timers.nanoTime() - start) / 1_000_000);
    return loaded;
  }

  private void failed(CompletableFuture<M> started, Throwable failure) {
    EmbeddingException told =
        failure instanceof EmbeddingException known
            ? known
            : unavailable("cannot be loaded", failure);
    LOG.warnf("model %s: %s", model, failure);
    synchronized (lock) {
      failedAt = timers.nanoTime();
    }
    started.completeExceptionally(told);
  }

  private EmbeddingException unavailable(String what, Throwable failure) {
    return new EmbeddingException(
        Reason.UNAVAILABLE,
        "model \"%s\" %s: %s".formatted(model, what, inWords(failure)),
        failure);
  }

  // Each answer says it: it names the key, not the file, as libraries would; the log has all.
  private static String inWords(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException missing -> String.valueOf(missing.getReason());
      case IOException _, OrtException _ -> failure.getClass().getSimpleName();
      default ->
          failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    };
  }
}
