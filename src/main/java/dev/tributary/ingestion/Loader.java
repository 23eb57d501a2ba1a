package dev.tributary.ingestion;

import dev.tributary.embedding.Embedder;
import dev.tributary.embedding.Embedders;
import dev.tributary.guard.Timers;
import dev.tributary.source.LoadProgress;
import dev.tributary.source.LoadProgress.State;
import dev.tributary.source.LoadSettings;
import dev.tributary.source.Source;
import dev.tributary.source.WritableSource;
import dev.tributary.text.Cut;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings every source that has {@link LoadSettings} up to date, in the background.
 *
 * <p>Unchanged documents cost neither an embedding nor a write. When a load fails, what was written
 * stays, nothing is removed, and the source tells why; the next start goes on from there.
 */
@Singleton
public class Loader {
  /** Sources that are filled at once, and threads that read for them; other sources wait. */
  static final int SOURCES_AT_ONCE = 4;

  private static final int LONGEST_ERROR = 500;
  private static final Logger LOG = Logger.getLogger(Loader.class);

  private final Embedders embedders;
  private final DocumentReaders readers;
  private final Load.Tools tools;
  private final ThreadPoolExecutor executor;
  private final Queue<Cancellable> running = new ConcurrentLinkedQueue<>();

  @Inject
  public Loader(Embedders embedders, Timers timers) {
    this(embedders, timers, Retry.DEFAULT, Loader.class.getClassLoader());
  }

  Loader(Embedders embedders, Timers timers, Retry retry, ClassLoader resources) {
    this.embedders = embedders;
    this.readers = new DocumentReaders(resources);
    this.executor =
        new ThreadPoolExecutor(
            SOURCES_AT_ONCE,
            SOURCES_AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1_000),
            Thread.ofPlatform().name("tributary-load-", 0).daemon().factory());
    executor.allowCoreThreadTimeOut(true);
    this.tools = new Load.Tools(new ChunkEmbedder(timers, retry), retry, timers, executor);
  }

  /** Begins to fill those of the sources that are to be filled, and returns at once. */
  public void start(List<? extends Source> sources) {
    List<WritableSource> wanted =
        sources.stream()
            .filter(WritableSource.class::isInstance)
            .map(WritableSource.class::cast)
            .filter(source -> source.loadSettings().isPresent())
            .toList();
    wanted.forEach(source -> new Tally(source).tell(State.RUNNING, null));
    running.add(
        Multi.createFrom()
            .iterable(wanted)
            .onItem()
            .transformToUni(this::load)
            .merge(SOURCES_AT_ONCE)
            .subscribe()
            .with(_ -> {}, failure -> LOG.error("loading ended by a bug", failure)));
  }

  /**
   * Fills one source. Never fails: the progress says how it ended.
   *
   * @throws IllegalArgumentException when the source has no load settings
   */
  public Uni<LoadProgress> load(WritableSource source) {
    LoadSettings settings =
        source
            .loadSettings()
            .orElseThrow(() -> new IllegalArgumentException(source.name() + " has no load="));
    return Uni.createFrom()
        .deferred(
            () -> {
              Tally tally = new Tally(source);
              tally.tell(State.RUNNING, null);
              long start = System.nanoTime();
              return fill(source, settings, tally)
                  .map(_ -> done(source, tally, Duration.ofNanos(System.nanoTime() - start)))
                  .onFailure()
                  .recoverWithItem(failure -> failed(source, settings, tally, failure))
                  .onCancellation()
                  .invoke(() -> tally.tell(State.FAILED, "stopped before it was done"));
            });
  }

  void stop(@Observes ShutdownEvent event) {
    running.forEach(Cancellable::cancel);
    running.clear();
  }

  private Uni<Void> fill(WritableSource source, LoadSettings settings, Tally tally) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Embedder embedder = embedderOf(source);
              Batches batches = open(settings, tally);
              return new Load(source, settings.chunkSize(), embedder, tally, tools)
                  .run(batches)
                  .onTermination()
                  .invoke(() -> executor.execute(() -> close(batches)));
            })
        .runSubscriptionOn(executor);
  }

  private Batches open(LoadSettings settings, Tally tally) {
    try {
      return new Batches(readers.open(settings.location()), settings, tally);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(Batches batches) {
    try {
      batches.close();
    } catch (IOException e) {
      LOG.debug("closing what was read", e);
    }
  }

  private @Nullable Embedder embedderOf(WritableSource source) {
    String model = source.capabilities().model();
    if (model == null || model.equals(Embedders.NONE)) {
      return null;
    }
    return embedders
        .find(model)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no embedding model " + model + "; there are " + embedders.models()));
  }

  // Everybody who may ask reads it, so it names no file of this machine; the log does.
  private static String inWords(Throwable cause) {
    return cause instanceof FileSystemException || cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : cause.getMessage();
  }

  private static LoadProgress done(WritableSource source, Tally tally, Duration took) {
    LoadProgress end = tally.tell(State.DONE, null);
    LOG.infof(
        "loaded %s: %d documents, %d embedded, %d removed, %d skipped in %d ms",
        source.name(),
        end.documents(),
        end.embedded(),
        end.removed(),
        end.skipped(),
        took.toMillis());
    return end;
  }

  private static LoadProgress failed(
      WritableSource source, LoadSettings settings, Tally tally, Throwable failure) {
    Throwable cause =
        failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure;
    String error = Cut.to(LONGEST_ERROR, inWords(cause));
    LOG.warnf("loading %s from %s failed: %s", source.name(), settings.location(), cause);
    return tally.tell(State.FAILED, error);
  }
}
