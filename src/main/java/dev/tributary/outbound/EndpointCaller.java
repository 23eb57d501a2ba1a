package dev.tributary.outbound;

import dev.tributary.guard.Deadline;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.tracing.TracingPolicy;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls one endpoint. Each event loop has a client and so a pool of its own: a question's calls
 * stay on the loop it came in on. In a shared pool a call costs up to four hops between threads.
 */
final class EndpointCaller implements HttpCaller {
  /** Below what servers and balancers keep idle connections for, unless they tell (and we heed). */
  private static final int KEEP_ALIVE_SECONDS = 15;

  private final Vertx vertx;
  private final Context elsewhere;
  private final Endpoint endpoint;
  private final HttpCallers.Settings settings;
  private final AddressRule rule;
  private final Map<Thread, HttpClient> clients = new ConcurrentHashMap<>();
  private volatile String lastAllowed = "";

  /**
   * @param elsewhere runs the calls of threads that are no event loop
   */
  EndpointCaller(
      Vertx vertx,
      Context elsewhere,
      Endpoint endpoint,
      HttpCallers.Settings settings,
      AddressRule rule) {
    this.vertx = vertx;
    this.elsewhere = elsewhere;
    this.endpoint = endpoint;
    this.settings = settings;
    this.rule = rule;
  }

  @Override
  public Uni<HttpAnswer> call(HttpRequest request, Deadline deadline) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              boolean onLoop = Context.isOnEventLoopThread();
              Context context = onLoop ? vertx.getOrCreateContext() : elsewhere;
              Exchange exchange = new Exchange(this, context, request, deadline, emitter);
              emitter.onTermination(exchange::cancel);
              if (onLoop) {
                exchange.start();
              } else {
                context.runOnContext(_ -> exchange.start());
              }
            });
  }

  Endpoint endpoint() {
    return endpoint;
  }

  HttpCallers.Settings settings() {
    return settings;
  }

  /** The client of the event loop that asks. */
  HttpClient client() {
    return clients.computeIfAbsent(Thread.currentThread(), _ -> newClient());
  }

  /** Whether an address may be called; a literal one is judged before it is connected to. */
  boolean allows(String address) {
    if (address.equals(lastAllowed)) {
      return true;
    }
    if (!rule.allows(address)) {
      return false;
    }
    lastAllowed = address;
    return true;
  }

  void close() {
    clients.values().forEach(HttpClient::close);
  }

  private HttpClient newClient() {
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout((int) settings.connectTimeout().toMillis())
            .setSslHandshakeTimeout(settings.connectTimeout().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setDecompressionSupported(true)
            .setMaxHeaderSize(16 * 1024)
            // One chunk, one event: most answers fit.
            .setMaxChunkSize(64 * 1024)
            .setTracingPolicy(TracingPolicy.IGNORE);
    @Nullable URI proxy = settings.proxy();
    if (proxy != null) {
      Endpoint way = Endpoint.of(proxy);
      options.setProxyOptions(
          new ProxyOptions().setType(ProxyType.HTTP).setHost(way.host()).setPort(way.port()));
    }
    PoolOptions pool =
        new PoolOptions()
            .setHttp1MaxSize(settings.connections())
            // Nothing queues here: a waiter whose caller has gone would be served all the same.
            .setMaxWaitQueueSize(0);
    return vertx
        .httpClientBuilder()
        .with(options)
        .with(pool)
        // The failure of the call tells; without a handler Vert.x would log it too.
        .withConnectHandler(connection -> connection.exceptionHandler(_ -> {}))
        .build();
  }

  @Override
  public String toString() {
    return "HttpCaller(" + endpoint.authority() + ")";
  }
}
