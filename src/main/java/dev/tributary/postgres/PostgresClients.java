package dev.tributary.postgres;

import dev.tributary.guard.Deadline;
import dev.tributary.outbound.AddressRule;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes the clients of databases, and closes them when the server stops. Sources of one database
 * and user share their connections, as they share their permits: those of PostgreSQL are dear.
 */
@ApplicationScoped
public class PostgresClients {
  private final Vertx vertx;
  private final Context elsewhere;
  private final AddressRule rule;
  private final Map<PostgresAddress, Connections> databases = new ConcurrentHashMap<>();

  public PostgresClients(Vertx vertx, AddressRule rule) {
    this.vertx = vertx;
    this.rule = rule;
    this.elsewhere = ((VertxInternal) vertx).createEventLoopContext();
  }

  /**
   * A client of one database. Does no I/O.
   *
   * @param permits how many calls its user makes at once
   */
  public PostgresClient client(PostgresAddress address, int permits) {
    Connections connections =
        databases.computeIfAbsent(address, one -> new Connections(vertx, one, rule));
    connections.allow(permits);
    return new Client(connections);
  }

  @PreDestroy
  public void close() {
    databases.values().forEach(Connections::close);
  }

  private final class Client implements PostgresClient {
    private final Connections connections;

    Client(Connections connections) {
      this.connections = connections;
    }

    @Override
    public Uni<List<RowSet<Row>>> run(Script script, Deadline deadline) {
      return Uni.createFrom()
          .emitter(
              emitter -> {
                boolean onLoop = Context.isOnEventLoopThread();
                Context context = onLoop ? vertx.getOrCreateContext() : elsewhere;
                Exchange exchange = new Exchange(connections, script, deadline, emitter);
                emitter.onTermination(exchange::cancel);
                if (onLoop) {
                  exchange.start(context);
                } else {
                  context.runOnContext(_ -> exchange.start(context));
                }
              });
    }
  }
}
