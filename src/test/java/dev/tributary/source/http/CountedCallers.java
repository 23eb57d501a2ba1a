package dev.tributary.source.http;

import dev.tributary.outbound.HttpCaller;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.outbound.VertxHttpCallers;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The callers of the server, outside of it; those of each source count their calls. */
public final class CountedCallers implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final VertxHttpCallers callers = new VertxHttpCallers(vertx, List.of());
  private volatile AtomicInteger last = new AtomicInteger();

  /** Callers for one more source. */
  public HttpCallers next() {
    AtomicInteger calls = new AtomicInteger();
    last = calls;
    return (URI endpoint, HttpCallers.Settings settings) -> {
      HttpCaller caller = callers.caller(endpoint, settings);
      return (request, deadline) -> {
        calls.incrementAndGet();
        return caller.call(request, deadline);
      };
    };
  }

  /** How often the last of the sources has called. */
  public int lastCalls() {
    return last.get();
  }

  @Override
  public void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
