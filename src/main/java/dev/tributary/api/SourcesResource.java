package dev.tributary.api;

import dev.tributary.api.SourceReportJson.ErrorJson;
import dev.tributary.retrieval.SourceCatalog;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
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
  record CheckJson(String name, String status, @Nullable ErrorJson error) {}

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
  public Uni<Response> check(String name) {
    if (catalog.state(name).isEmpty()) {
      return Uni.createFrom().failure(noSuchSource(name));
    }
    return catalog
        .check(name)
        .map(_ -> new CheckJson(name, "ok", null))
        .onFailure(SourceException.class)
        .recoverWithItem(
            failure -> new CheckJson(name, "error", ErrorJson.of((SourceException) failure)))
        .map(Answers::ok);
  }

  private static Refused noSuchSource(String name) {
    String quoted = '"' + WellFormed.capped(name, 64) + '"';
    return new Refused(
        Problem.of(404, "there is no source named " + quoted + "; GET /sources names them all"));
  }
}
