package dev.tributary.api;

import dev.tributary.api.SourceReportJson.ErrorJson;
import dev.tributary.passage.Question;
import dev.tributary.retrieval.SourceCatalog;
import dev.tributary.source.Explanation;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The sources of this server: what they can do, how they are, and a try of one of them. */
@Path("/sources")
@Produces(MediaType.APPLICATION_JSON)
public class SourcesResource {
  private final SourceCatalog catalog;

  SourcesResource(SourceCatalog catalog) {
    this.catalog = catalog;
  }

  record SourcesJson(List<SourceStateJson> sources) {}

  /**
   * What a try found: {@code ok}, or {@code error} and why. The try itself went well either way.
   */
  record CheckJson(
      String name,
      String status,
      @Nullable ErrorJson error,
      @Nullable ExplanationJson explanation) {}

  @GET
  public Uni<Response> all() {
    return Uni.createFrom()
        .item(
            () ->
                Answers.ok(
                    new SourcesJson(catalog.states().stream().map(SourceStateJson::of).toList())));
  }

  @GET
  @Path("/{name}")
  public Uni<Response> one(String name) {
    return Uni.createFrom()
        .item(
            () ->
                catalog
                    .state(name)
                    .map(state -> Answers.ok(SourceStateJson.of(state)))
                    .orElseThrow(() -> noSuchSource(name)));
  }

  @POST
  @Path("/{name}/check")
  public Uni<Response> check(String name, @RestQuery @Nullable String question) {
    if (catalog.state(name).isEmpty()) {
      return Uni.createFrom().failure(noSuchSource(name));
    }
    Uni<CheckJson> tried =
        question == null
            ? catalog.check(name).map(_ -> new CheckJson(name, "ok", null, null))
            : Uni.createFrom()
                .deferred(() -> catalog.explain(name, question(question)))
                .map(explanation -> explained(name, explanation));
    return tried
        .onFailure(SourceException.class)
        .recoverWithItem(
            failure -> new CheckJson(name, "error", ErrorJson.of((SourceException) failure), null))
        .map(Answers::ok);
  }

  private static CheckJson explained(String name, Explanation explanation) {
    SourceException error = explanation.error();
    return new CheckJson(
        name,
        error == null ? "ok" : "error",
        error == null ? null : ErrorJson.of(error),
        ExplanationJson.of(explanation));
  }

  private static Question question(String text) {
    try {
      return new Question(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequest(
          List.of(
              new FieldError(
                  Pointer.field(Pointer.ROOT, "question"),
                  String.valueOf(e.getMessage()),
                  WellFormed.capped(text, 100),
                  List.of())),
          false);
    }
  }

  static Refused noSuchSource(String name) {
    String quoted = '"' + WellFormed.capped(name, 64) + '"';
    return new Refused(
        Problem.of(404, "there is no source named " + quoted + "; GET /sources names them all"));
  }
}
