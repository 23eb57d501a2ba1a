package dev.tributary.postgres;

import dev.tributary.outbound.AddressRule;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one database: as many as its users have permits, and a few for filling.
 *
 * <p>Not the client library's pool: there a call that was cancelled goes on waiting, and a
 * connection whose statement was cancelled is lent to the next before the cancel has come through,
 * which then ends the wrong statement. Here nobody waits, and such a connection is closed.
 *
 * <p>A connection stays on the event loop that opened it and is lent to calls of that loop first;
 * to others when no more may be opened.
 */
final class Connections {
  /** Beside the questions: documents are looked up and written without a permit. */
  private static final int FOR_FILLING = 8;

  private final VertxInternal vertx;
  private final PostgresAddress address;
  private final AddressRule rule;
  private final ConnectionFactory factory;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Set<Connection> counted = new HashSet<>();
  private int most;
  private int opening;

  Connections(Vertx vertx, PostgresAddress address, AddressRule rule) {
    this.vertx = (VertxInternal) vertx;
    this.address = address;
    this.rule = rule;
    this.factory = PgDriver.INSTANCE.createConnectionFactory(vertx, ClientOptions.of(address));
  }

  PostgresAddress address() {
    return address;
  }

  /** Another user comes with so many permits. */
  synchronized void allow(int permits) {
    most = Math.max(most, permits + FOR_FILLING);
  }

  /**
   * Lends a connection; the handler is called on its event loop.
   *
   * @throws SourceException OVERLOADED when all are lent
   */
  void lend(Context caller, Handler<AsyncResult<Connection>> handler) {
    @Nullable Connection kept = idleOrRoom();
    if (kept == null) {
      open((ContextInternal) caller, handler);
    } else if (kept.isOnLoop()) {
      handler.handle(Future.succeededFuture(kept));
    } else {
      kept.context().runOnContext(_ -> handler.handle(Future.succeededFuture(kept)));
    }
  }

  /** Takes a connection back, or forgets it when it is closed. */
  synchronized void giveBack(Connection connection) {
    if (connection.isOpen() && counted.contains(connection)) {
      idle.addFirst(connection);
    }
  }

  /** Counts a connection no more, from this moment on: it is about to be closed. */
  synchronized void forget(Connection connection) {
    counted.remove(connection);
    idle.remove(connection);
  }

  /** The client gives up a connection that it could not read without closing it. */
  private void closed(Connection connection) {
    forget(connection);
    connection.close();
  }

  void close() {
    factory.close(Promise.promise());
  }

  private synchronized @Nullable Connection idleOrRoom() {
    for (Connection one : idle) {
      if (one.isOnLoop()) {
        idle.remove(one);
        return one;
      }
    }
    if (counted.size() + opening < most) {
      opening++;
      return null;
    }
    Connection other = idle.pollFirst();
    if (other == null) {
      throw new SourceException(
          ErrorKind.OVERLOADED,
          "all %d connections to %s are in use".formatted(most, address.server()));
    }
    return other;
  }

  private void open(ContextInternal caller, Handler<AsyncResult<Connection>> handler) {
    // A context of its own: the caller's is that of one request.
    ContextInternal context =
        vertx.createEventLoopContext(
            caller.nettyEventLoop(), null, Thread.currentThread().getContextClassLoader());
    factory
        .connect(context)
        .onComplete(
            result -> {
              Future<Connection> opened;
              try {
                opened =
                    result.succeeded()
                        ? Future.succeededFuture(opened(result.result(), context))
                        : Future.failedFuture(result.cause());
              } catch (RuntimeException closedMeanwhile) {
                opened = Future.failedFuture(closedMeanwhile);
              }
              counted(opened);
              handler.handle(opened);
            });
  }

  private Connection opened(SqlConnection connected, ContextInternal context) {
    Connection connection = Connection.of(connected, context);
    if (!rule.allows(connection.remoteAddress())) {
      connection.close();
      throw new SourceException(
          ErrorKind.PROTOCOL,
          address.server()
              + " has a link-local or metadata address, which tributary.outbound.allow-addresses"
              + " does not list");
    }
    connected.closeHandler(_ -> closed(connection));
    return connection;
  }

  private synchronized void counted(Future<Connection> opened) {
    opening--;
    if (opened.succeeded() && opened.result().isOpen()) {
      counted.add(opened.result());
    }
  }
}
