package dev.tributary.outbound;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Makes callers over Vert.x's HTTP client, and closes them when the server stops. */
@ApplicationScoped
public class VertxHttpCallers implements HttpCallers {
  private final Vertx vertx;
  private final Context elsewhere;
  private final AddressRule rule;
  private final Queue<EndpointCaller> callers = new ConcurrentLinkedQueue<>();

  @Inject
  VertxHttpCallers(Vertx vertx, AddressRule rule) {
    this.vertx = vertx;
    this.elsewhere = ((VertxInternal) vertx).createEventLoopContext();
    this.rule = rule;
  }

  /**
   * @param allowed link-local and metadata addresses that may be called all the same
   */
  public VertxHttpCallers(Vertx vertx, Collection<InetAddress> allowed) {
    this(vertx, new AddressRule(allowed));
  }

  @Override
  public HttpCaller caller(URI endpoint, Settings settings) {
    EndpointCaller caller =
        new EndpointCaller(vertx, elsewhere, Endpoint.of(endpoint), settings, rule);
    callers.add(caller);
    return caller;
  }

  @PreDestroy
  void close() {
    callers.forEach(EndpointCaller::close);
  }
}
