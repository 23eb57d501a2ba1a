package dev.tributary.api;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events on one response. May be called on any thread; all happens on the response's
 * event loop, in the order of the calls.
 *
 * <p>Bounded for a slow client: events are few, and of the snapshots that it cannot take only the
 * newest waits.
 */
final class EventStream {
  static final String MEDIA_TYPE = "text/event-stream";

  private final HttpServerResponse response;
  private final Vertx vertx;
  private final Context context;
  private final long heartbeat;
  private @Nullable Supplier<Object> waiting;
  private boolean ended;

  /** A stream that sends nothing, not even its head, before the first event or heartbeat. */
  EventStream(Vertx vertx, HttpServerResponse response, Duration heartbeatEvery) {
    this.response = response;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.heartbeat =
        vertx.setPeriodic(heartbeatEvery.toMillis(), _ -> context.runOnContext(_ -> beat()));
    response.drainHandler(_ -> sendWaiting());
  }

  /** Sends an event. */
  void event(String name, Object data) {
    context.runOnContext(_ -> send(name, data));
  }

  /** Sends a snapshot, written when the client can take it, unless a newer one comes before. */
  void snapshot(Supplier<Object> data) {
    context.runOnContext(
        _ -> {
          waiting = data;
          sendWaiting();
        });
  }

  /** Sends the last event; completes when it is handed to the connection. */
  Uni<Void> end(String name, Object data) {
    return onContext(() -> finish(name, data));
  }

  /** Sends the event {@code error}; fails with the failure itself while a status can tell it. */
  Uni<Void> fail(Throwable failure, String path) {
    return onContext(
        () -> {
          if (!response.headWritten()) {
            throw failure;
          }
          finish("error", Problems.of(failure).at(path));
        });
  }

  /** Sends nothing more. */
  void close() {
    vertx.cancelTimer(heartbeat);
    context.runOnContext(_ -> ended = true);
  }

  private void finish(String name, Object data) {
    waiting = null;
    send(name, data);
    if (!ended && !response.closed()) {
      response.end();
    }
    ended = true;
  }

  private void sendWaiting() {
    Supplier<Object> snapshot = waiting;
    if (snapshot != null && !response.writeQueueFull()) {
      waiting = null;
      send("snapshot", snapshot.get());
    }
  }

  private void beat() {
    if (!response.writeQueueFull()) {
      write(Buffer.buffer(":\n\n"));
    }
  }

  private void send(String name, Object data) {
    byte[] json = Json.write(data);
    write(
        Buffer.buffer(json.length + 32)
            .appendString("event: " + name + "\ndata: ")
            .appendBytes(json)
            .appendString("\n\n"));
  }

  private void write(Buffer event) {
    if (ended || response.closed()) {
      return;
    }
    if (!response.headWritten()) {
      response
          .setChunked(true)
          .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
    response.write(event);
  }

  private interface Step {
    void run() throws Throwable;
  }

  private Uni<Void> onContext(Step step) {
    return Uni.createFrom()
        .emitter(
            emitter ->
                context.runOnContext(
                    _ -> {
                      try {
                        step.run();
                        emitter.complete(null);
                      } catch (Throwable failure) {
                        emitter.fail(failure);
                      }
                    }));
  }
}
