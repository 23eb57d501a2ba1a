package dev.tributary.source.http;

import dev.tributary.guard.SystemTimers;
import dev.tributary.outbound.VertxHttpCallers;
import dev.tributary.source.Source;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Sources from configuration, as an operator writes it, without a server around them. */
final class Sources implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final SystemTimers timers = new SystemTimers();
  private final VertxHttpCallers callers = new VertxHttpCallers(vertx, List.of());

  /**
   * All sources of a configuration.
   *
   * @param keys without the prefix of the kind, such as {@code "wiki".url}
   */
  List<Source> of(Map<String, String> keys) {
    return new HttpKind(config(keys), callers, timers).sources();
  }

  /** The one source {@code api} with a URL and other keys. */
  Source api(String url, Map<String, String> keys) {
    Map<String, String> all = new HashMap<>();
    all.put("\"api\".url", url);
    keys.forEach((key, value) -> all.put("\"api\"." + key, value));
    return of(all).getFirst();
  }

  static HttpConfig config(Map<String, String> keys) {
    Map<String, String> all = new HashMap<>();
    keys.forEach((key, value) -> all.put(HttpConfig.PREFIX + "." + key, value));
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .withSources(new PropertiesConfigSource(all, "test", 250))
        .withInterceptors(new PresetKeys())
        .withMapping(HttpConfig.class)
        .build()
        .getConfigMapping(HttpConfig.class);
  }

  @Override
  public void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
