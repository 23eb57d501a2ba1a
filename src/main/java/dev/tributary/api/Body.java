package dev.tributary.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads the bodies of requests on the event loop, up to the cap and within a minute: a client that
 * sends too much or too slowly is told so.
 */
@ApplicationScoped
public class Body {
  private static final long TIMEOUT_MS = 60_000;

  private final long max;
  private final Vertx vertx;

  Body(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize max, Vertx vertx) {
    this.max = max.asLongValue();
    this.vertx = vertx;
  }

  /** The whole body; fails with the problem that says why there is none. */
  public Uni<byte[]> of(HttpServerRequest request) {
    return Uni.createFrom().emitter(emitter -> read(request, emitter));
  }

  private void read(HttpServerRequest request, UniEmitter<? super byte[]> emitter) {
    long timer = vertx.setTimer(TIMEOUT_MS, _ -> refuse(request, emitter, Problems.ofStatus(408)));
    emitter.onTermination(() -> vertx.cancelTimer(timer));
    Buffer body = Buffer.buffer();
    if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
      request.response().writeContinue();
    }
    request
        .handler(
            chunk -> {
              if (body.length() + chunk.length() <= max) {
                body.appendBuffer(chunk);
              } else {
                refuse(request, emitter, Problems.ofStatus(413));
              }
            })
        .exceptionHandler(_ -> emitter.fail(new Refused(Problems.ofStatus(400))))
        .endHandler(_ -> emitter.complete(body.getBytes()))
        .resume();
  }

  private static void refuse(
      HttpServerRequest request, UniEmitter<? super byte[]> emitter, Problem problem) {
    request.handler(_ -> {}).endHandler(_ -> {});
    Problems.endUnread(request);
    emitter.fail(new Refused(problem));
  }
}
