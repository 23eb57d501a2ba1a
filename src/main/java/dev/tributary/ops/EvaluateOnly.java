package dev.tributary.ops;

import dev.tributary.evaluation.Evaluation;
import dev.tributary.evaluation.Evaluator;
import dev.tributary.evaluation.HtmlReport;
import dev.tributary.evaluation.MarkdownReport;
import dev.tributary.evaluation.Report;
import dev.tributary.retrieval.SourceCatalog;
import dev.tributary.retrieval.SourceState;
import dev.tributary.source.LoadProgress;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates instead of serving: waits until the sources are filled, asks them the questions, prints
 * the report, and ends.
 */
@ApplicationScoped
class EvaluateOnly {
  /** After all that may still stop the start. */
  private static final int LAST = 20_000;

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration MOST_FILLING = Duration.ofHours(12);

  private final EvaluateConfig config;
  private final SourceCatalog catalog;
  private final Evaluator evaluator;
  private Cancellable running = () -> {};

  EvaluateOnly(EvaluateConfig config, SourceCatalog catalog, Evaluator evaluator) {
    this.config = config;
    this.catalog = catalog;
    this.evaluator = evaluator;
  }

  void start(@Observes @Priority(LAST) StartupEvent start) {
    Optional<Evaluation> wanted = EvaluationWanted.by(config);
    if (wanted.isPresent()) {
      running =
          filled()
              .chain(() -> evaluate(wanted.get()))
              .emitOn(Infrastructure.getDefaultExecutor())
              .invoke(this::write)
              .subscribe()
              .with(
                  report -> end(MarkdownReport.of(report), 0),
                  failure -> end("not evaluated: " + failure.getMessage(), 1));
    }
  }

  @PreDestroy
  void stop() {
    running.cancel();
  }

  private Uni<Report> evaluate(Evaluation evaluation) {
    int all = evaluation.collection().questions().size();
    int step = Math.max(1, all / 10);
    return evaluator.evaluate(
        evaluation,
        answered -> {
          if (answered % step == 0) {
            System.err.println(answered + " of " + all + " questions");
          }
        });
  }

  /** Completes when no source is being filled any more; fails when one could not be. */
  private Uni<Void> filled() {
    return Uni.createFrom()
        .item(this::isFilled)
        .onItem()
        .delayIt()
        .by(LOOK)
        .repeat()
        .until(done -> done)
        .collect()
        .last()
        .replaceWithVoid()
        .ifNoItem()
        .after(MOST_FILLING)
        .failWith(() -> new IllegalStateException("the sources are not filled"));
  }

  private boolean isFilled() {
    List<SourceState> states = catalog.states();
    for (SourceState state : states) {
      @Nullable LoadProgress loading = state.loading();
      if (loading != null && loading.state() == LoadProgress.State.FAILED) {
        throw new IllegalStateException(
            "source " + state.name() + " could not be filled: " + loading.error());
      }
    }
    return states.stream()
        .map(SourceState::loading)
        .allMatch(loading -> loading == null || loading.state() == LoadProgress.State.DONE);
  }

  private void write(Report report) {
    config.markdown().ifPresent(file -> write(file, MarkdownReport.of(report)));
    config.html().ifPresent(file -> write(file, HtmlReport.of(report)));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static void end(String text, int code) {
    System.err.println(text);
    Quarkus.asyncExit(code);
  }
}
