package dev.tributary.api;

import dev.tributary.evaluation.Evaluation;
import dev.tributary.evaluation.Evaluator;
import dev.tributary.evaluation.HtmlReport;
import dev.tributary.evaluation.MarkdownReport;
import dev.tributary.evaluation.Report;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * How good the answers are, on questions with judgments: as JSON, a Markdown table or a page, at
 * the end or with progress on the way. A client that goes away cancels it.
 */
@Path("/evaluate")
public class EvaluateResource {
  private static final String MARKDOWN = "text/markdown";
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final Evaluator evaluator;
  private final Body body;
  private final OpenStreams streams;
  private final Vertx vertx;

  EvaluateResource(Evaluator evaluator, Body body, OpenStreams streams, Vertx vertx) {
    this.evaluator = evaluator;
    this.body = body;
    this.streams = streams;
    this.vertx = vertx;
  }

  /** How far it is. */
  record ProgressJson(int answered, int questions) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({MediaType.APPLICATION_JSON, MARKDOWN, MediaType.TEXT_HTML})
  public Uni<Response> post(@Context HttpHeaders headers, @Context HttpServerRequest http) {
    return read(http)
        .flatMap(evaluation -> streams.whileOpen(evaluator.evaluate(evaluation, _ -> {})))
        .map(report -> answer(report, headers));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(EventStream.MEDIA_TYPE + ";qs=0.5")
  public Uni<Void> stream(@Context HttpServerRequest http) {
    EventStream events = new EventStream(vertx, http.response(), HEARTBEAT);
    return read(http)
        .flatMap(evaluation -> streams.whileOpen(watched(evaluation, events)))
        .onItemOrFailure()
        .transformToUni(
            (report, failure) ->
                failure == null ? events.end("done", report) : events.fail(failure, http.path()))
        .onTermination()
        .invoke(events::close);
  }

  private Uni<Report> watched(Evaluation evaluation, EventStream events) {
    int questions = evaluation.collection().questions().size();
    IntConsumer progress = answered -> events.snapshot(() -> new ProgressJson(answered, questions));
    return evaluator.evaluate(evaluation, progress);
  }

  /** A body of a thousand questions takes longer to read than an event loop should be held. */
  private Uni<Evaluation> read(HttpServerRequest http) {
    return body.of(http).emitOn(Infrastructure.getDefaultExecutor()).map(EvaluationReader::read);
  }

  private static Response answer(Report report, HttpHeaders headers) {
    for (MediaType accepted : headers.getAcceptableMediaTypes()) {
      if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        break;
      }
      if (accepted.isCompatible(MediaType.valueOf(MARKDOWN))) {
        return Answers.text(MarkdownReport.of(report), MARKDOWN);
      }
      if (accepted.isCompatible(MediaType.TEXT_HTML_TYPE)) {
        return Answers.text(HtmlReport.of(report), MediaType.TEXT_HTML);
      }
    }
    return Answers.ok(report);
  }
}
