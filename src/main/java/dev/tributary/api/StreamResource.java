package dev.tributary.api;

import dev.tributary.api.RetrievalJson.CoverageJson;
import dev.tributary.fanout.SourceReport;
import dev.tributary.retrieval.Retrieval;
import dev.tributary.retrieval.RetrievalObserver;
import dev.tributary.retrieval.Retriever;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;

/**
 * The same retrieval with someone listening: {@code source} as each source ends, {@code snapshot}
 * of the ranking so far, {@code done} with the answer, or {@code error}.
 *
 * <p>What fails before the first event is an ordinary problem with its own status.
 */
@Path("/retrieve/stream")
public class StreamResource {
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final Retriever retriever;
  private final Body body;
  private final OpenStreams streams;
  private final Vertx vertx;

  StreamResource(Retriever retriever, Body body, OpenStreams streams, Vertx vertx) {
    this.retriever = retriever;
    this.body = body;
    this.streams = streams;
    this.vertx = vertx;
  }

  /** The ranking so far. */
  record SnapshotJson(int seq, List<PassageJson> passages, CoverageJson coverage) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(EventStream.MEDIA_TYPE)
  public Uni<Void> post(@Context HttpServerRequest http) {
    return body.of(http)
        .map(RequestReader::read)
        .flatMap(call -> stream(RequestHeaders.passedOn(call, http), http));
  }

  private Uni<Void> stream(RetrievalCall call, HttpServerRequest http) {
    EventStream events = new EventStream(vertx, http.response(), HEARTBEAT);
    return streams
        .whileOpen(retriever.retrieve(call.request(), new Listener(events, call)))
        .onItemOrFailure()
        .transformToUni(
            (found, failure) ->
                failure == null
                    ? events.end("done", RetrievalJson.of(found, call))
                    : events.fail(failure, http.path()))
        .onTermination()
        .invoke(events::close);
  }

  /** Turns what happens into events. */
  private static final class Listener implements RetrievalObserver {
    private final EventStream events;
    private final RetrievalCall call;
    private int seq;

    Listener(EventStream events, RetrievalCall call) {
      this.events = events;
      this.call = call;
    }

    @Override
    public boolean wantsSnapshots() {
      return true;
    }

    @Override
    public void onSource(SourceReport report) {
      events.event("source", SourceReportJson.of(report));
    }

    @Override
    public void onSnapshot(Retrieval soFar) {
      events.snapshot(
          () ->
              new SnapshotJson(
                  ++seq,
                  PassageJson.of(soFar.ranked(), call.contributions()),
                  CoverageJson.of(soFar.coverage())));
    }
  }
}
