package dev.tributary.source.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An API on loopback that behaves as it is told and counts what reaches it: well, badly, or not at
 * all.
 */
public final class StubApi implements AutoCloseable {
  /** A request as it came in. */
  public record Seen(String method, String uri, MultiMap headers, String body) {}

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger openConnections = new AtomicInteger();
  private final AtomicInteger openCalls = new AtomicInteger();
  private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
  private final int port;
  private volatile HttpServer server;
  private volatile Handler<HttpServerRequest> behaviour = hanging();

  private StubApi() {
    server = listen(0);
    port = server.actualPort();
  }

  private HttpServer listen(int port) {
    // Linger 0: closing in the middle is a reset on the wire, not a polite end.
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setSoLinger(0)
            .setCompressionSupported(false)
            .setMaxInitialLineLength(128 * 1024);
    return join(
        vertx
            .createHttpServer(options)
            .connectionHandler(
                connection -> {
                  connections.incrementAndGet();
                  openConnections.incrementAndGet();
                  connection.closeHandler(_ -> openConnections.decrementAndGet());
                })
            .requestHandler(this::handle)
            .listen());
  }

  /** A stub that takes every call and never answers, until told otherwise. */
  public static StubApi start() {
    return new StubApi();
  }

  /** From now on answers so. */
  public StubApi behave(Handler<HttpServerRequest> next) {
    behaviour = next;
    return this;
  }

  /** Answers 200 with a body of JSON. */
  public StubApi answer(String json) {
    return answer(200, "application/json", Buffer.buffer(json));
  }

  /** Answers with a status and a body. */
  public StubApi answer(int status, String contentType, Buffer body) {
    return behave(
        request ->
            request
                .response()
                .setStatusCode(status)
                .putHeader("Content-Type", contentType)
                .end(body));
  }

  /** Closes its port and all connections, as when its process is killed. */
  public void goAway() {
    join(server.close());
  }

  /** Listens again where it did. */
  public void comeBack() {
    server = listen(port);
  }

  /** Takes a call and never answers. */
  public static Handler<HttpServerRequest> hanging() {
    return _ -> {};
  }

  /** Where it listens, without a slash at the end. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** All requests so far. */
  public Queue<Seen> seen() {
    return seen;
  }

  /** The last request. */
  public Seen lastSeen() {
    return seen.stream().reduce((_, later) -> later).orElseThrow();
  }

  /** How many connections were ever made. */
  public int connections() {
    return connections.get();
  }

  public int openConnections() {
    return openConnections.get();
  }

  /** Calls that were neither answered nor given up. */
  public int openCalls() {
    return openCalls.get();
  }

  /** Its own event loop, for behaviours that take time. */
  public Vertx vertx() {
    return vertx;
  }

  private void handle(HttpServerRequest request) {
    openCalls.incrementAndGet();
    AtomicInteger once = new AtomicInteger(1);
    Handler<Void> end = _ -> openCalls.addAndGet(-once.getAndSet(0));
    request.response().closeHandler(end).endHandler(end).exceptionHandler(_ -> {});
    request.exceptionHandler(_ -> {});
    request
        .body()
        .onSuccess(
            body -> {
              seen.add(
                  new Seen(
                      request.method().name(), request.uri(), request.headers(), body.toString()));
              behaviour.handle(request);
            });
  }

  @Override
  public void close() {
    join(vertx.close());
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
