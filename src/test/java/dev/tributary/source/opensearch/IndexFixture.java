package dev.tributary.source.opensearch;

import dev.tributary.outbound.HttpCaller;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.outbound.HttpRequest;
import dev.tributary.outbound.VertxHttpCallers;
import dev.tributary.source.StoreSettings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Sources over indexes of one product. */
final class IndexFixture implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(30);

  private final SearchServer.Product product;
  private final Vertx vertx = Vertx.vertx();
  private final HttpCallers callers = new VertxHttpCallers(vertx, List.of());

  IndexFixture(SearchServer.Product product) {
    this.product = product;
  }

  Dialect dialect() {
    return switch (product) {
      case OPENSEARCH -> new OpenSearchDialect();
      case ELASTICSEARCH -> new ElasticsearchDialect();
    };
  }

  IndexSource source(URI url, String index, StoreSettings store) {
    return source(url, Map.of(), new AtomicInteger(), settings(index, store));
  }

  /**
   * @param calls counts those that are made
   */
  IndexSource source(
      URI url, Map<String, String> headers, AtomicInteger calls, IndexSettings settings) {
    return source(url, headers, settings, _ -> calls.incrementAndGet());
  }

  /**
   * @param seen is told every request
   */
  IndexSource source(
      URI url, Map<String, String> headers, IndexSettings settings, Consumer<HttpRequest> seen) {
    HttpCallers telling =
        (endpoint, connections) -> {
          HttpCaller caller = callers.caller(endpoint, connections);
          return (request, deadline) -> {
            seen.accept(request);
            return caller.call(request, deadline);
          };
        };
    return IndexSource.of(
        product.kind,
        dialect(),
        "tributary.source." + product.kind + ".\"" + settings.store().name() + "\"",
        url.toString(),
        headers,
        settings,
        telling);
  }

  /** As configured by default, without replicas: there is one node. */
  static IndexSettings settings(String index, StoreSettings store) {
    return new IndexSettings(store, index, "vector", Optional.empty(), 1, 0);
  }

  @Override
  public void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
