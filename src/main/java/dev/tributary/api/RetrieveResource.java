package dev.tributary.api;

import dev.tributary.retrieval.RetrievalObserver;
import dev.tributary.retrieval.Retriever;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** One question, one answer. A client that goes away cancels all that was begun for it. */
@Path("/retrieve")
@Produces(MediaType.APPLICATION_JSON)
public class RetrieveResource {
  private final Retriever retriever;
  private final Body body;

  RetrieveResource(Retriever retriever, Body body) {
    this.retriever = retriever;
    this.body = body;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Void> post(@Context HttpServerRequest http) {
    return body.of(http).map(RequestReader::read).flatMap(call -> answer(call, http));
  }

  @GET
  public Uni<Void> get(@Context HttpServerRequest http) {
    return answer(RequestReader.read(QueryReader.read(http.query()), Pointer.ROOT), http);
  }

  private Uni<Void> answer(RetrievalCall call, HttpServerRequest http) {
    RetrievalCall capped = RequestHeaders.passedOn(call, http);
    return retriever
        .retrieve(capped.request(), RetrievalObserver.NONE)
        .invoke(
            found ->
                Answers.send(RetrievalJson.of(found, capped), found.coverage(), http.response()))
        .replaceWithVoid();
  }
}
