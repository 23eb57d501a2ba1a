package dev.tributary.api;

import dev.tributary.passage.PassageId;
import dev.tributary.retrieval.SourceCatalog;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind an address that {@link PublicUrl} made: the passage that an agent cited.
 *
 * <p>A part of a split document has the document's address and {@code chunk}.
 */
@Path("/sources")
@Produces(MediaType.APPLICATION_JSON)
public class DocumentResource {
  private static final Pattern CHUNK = Pattern.compile("[0-9]{1,9}(-[0-9]{1,9})?");

  private final SourceCatalog catalog;
  private final PassageLookup passages;
  private final PublicUrl publicUrl;

  DocumentResource(SourceCatalog catalog, PassageLookup passages, PublicUrl publicUrl) {
    this.catalog = catalog;
    this.passages = passages;
    this.publicUrl = publicUrl;
  }

  @GET
  @Path("/{name}/documents/{id: .+}")
  public Uni<Response> get(
      String name, String id, @RestQuery @Nullable String chunk, @Context HttpServerRequest http) {
    if (catalog.state(name).isEmpty()) {
      throw SourcesResource.noSuchSource(name);
    }
    String passageId = PassageId.of(name, id) + (chunk == null ? "" : "#" + checked(chunk));
    return passages
        .find(passageId, http)
        .map(found -> found.orElseThrow(() -> new Refused(Problem.of(404, PassageLookup.NONE))))
        .map(passage -> Answers.ok(DocumentJson.of(passage, publicUrl.of(passage, http))));
  }

  private static String checked(String chunk) {
    if (!CHUNK.matcher(chunk).matches()) {
      throw new InvalidRequest(
          List.of(
              new FieldError(
                  Pointer.field(Pointer.ROOT, "chunk"),
                  "chunk is the number of a part, from 0, or of several: 2-4",
                  chunk,
                  List.of())),
          false);
    }
    return chunk;
  }
}
