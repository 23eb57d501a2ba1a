package dev.tributary.ops;

import dev.tributary.passage.Question;
import dev.tributary.retrieval.SourceCatalog;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Explanation;
import dev.tributary.source.SourceException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Tries one source, prints what came of it, and ends: for whoever describes an API. */
@ApplicationScoped
class CheckOnly {
  /** After all that may still stop the start. */
  private static final int LAST = 20_000;

  private final CheckConfig config;
  private final SourceCatalog catalog;

  CheckOnly(CheckConfig config, SourceCatalog catalog) {
    this.config = config;
    this.catalog = catalog;
  }

  void start(@Observes @Priority(LAST) StartupEvent start) {
    config
        .source()
        .ifPresent(
            source ->
                report(source)
                    .subscribe()
                    .with(
                        report -> end(report.text(), report.well() ? 0 : 1),
                        failure -> end(source + ": " + failure.getMessage(), 1)));
  }

  private static void end(String text, int code) {
    System.err.println(text);
    Quarkus.asyncExit(code);
  }

  /** What came of it, and whether that was well. */
  record Report(String text, boolean well) {}

  Uni<Report> report(String source) {
    if (catalog.state(source).isEmpty()) {
      return Uni.createFrom()
          .item(
              new Report(
                  "there is no source named \"%s\"; there are: %s"
                      .formatted(source, String.join(", ", catalog.names())),
                  false));
    }
    return Uni.createFrom()
        .deferred(() -> catalog.explain(source, new Question(config.question())))
        .map(explained -> report(source, explained))
        .onFailure(CheckOnly::cannotExplain)
        .recoverWithUni(
            () -> catalog.check(source).map(_ -> new Report(source + " is well", true)));
  }

  private static boolean cannotExplain(Throwable failure) {
    return failure instanceof SourceException error && error.kind() == ErrorKind.UNSUPPORTED;
  }

  private static Report report(String source, Explanation explained) {
    return new Report(ExplanationText.of(source, explained), explained.error() == null);
  }
}
