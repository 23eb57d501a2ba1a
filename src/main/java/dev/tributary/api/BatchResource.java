package dev.tributary.api;

import dev.tributary.retrieval.Retriever;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * Many questions, one line each as it finishes, or one array in their order. A question that fails
 * has a problem of its own; the batch goes on.
 */
@Path("/retrieve/batch")
public class BatchResource {
  static final String NDJSON = "application/x-ndjson";

  private final Retriever retriever;
  private final Body body;
  private final OpenStreams streams;
  private final Vertx vertx;

  BatchResource(Retriever retriever, Body body, OpenStreams streams, Vertx vertx) {
    this.retriever = retriever;
    this.body = body;
    this.streams = streams;
    this.vertx = vertx;
  }

  /** What one question came to: one of retrieval and problem. */
  record ItemJson(
      int index, int status, @Nullable RetrievalJson retrieval, @Nullable Problem problem) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({NDJSON, MediaType.APPLICATION_JSON})
  public Uni<Void> post(@Context HttpHeaders headers, @Context HttpServerRequest http) {
    BatchRun.Format format = format(headers);
    return body.of(http).map(BatchCall::read).flatMap(batch -> run(batch, format, http));
  }

  private Uni<Void> run(BatchCall batch, BatchRun.Format format, HttpServerRequest http) {
    return new BatchRun(
            batch.size(),
            batch.concurrency(),
            format,
            index -> item(batch, index, http),
            vertx,
            http.response(),
            BatchRun.PATIENCE)
        .run();
  }

  private Uni<byte[]> item(BatchCall batch, int index, HttpServerRequest http) {
    return Uni.createFrom()
        .deferred(() -> retrieve(batch, index, http))
        .onFailure()
        .recoverWithItem(
            failure -> {
              Problem problem = Problems.of(failure).at(http.path() + "#/questions/" + index);
              return new ItemJson(index, problem.status(), null, problem);
            })
        .map(Json::write);
  }

  private Uni<ItemJson> retrieve(BatchCall batch, int index, HttpServerRequest http) {
    streams.refuseWhenClosing();
    RetrievalCall call = RequestHeaders.passedOn(batch.call(index), http);
    return retriever
        .retrieveInTurn(call.request())
        .map(found -> new ItemJson(index, 200, RetrievalJson.of(found, call), null));
  }

  /** Lines, unless the client asks for JSON before it asks for lines or anything. */
  private static BatchRun.Format format(HttpHeaders headers) {
    for (MediaType accepted : headers.getAcceptableMediaTypes()) {
      if (accepted.isCompatible(MediaType.valueOf(NDJSON))) {
        return BatchRun.Format.LINES;
      }
      if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        return BatchRun.Format.ARRAY;
      }
    }
    return BatchRun.Format.LINES;
  }
}
