package dev.tributary.postgres;

import io.netty.channel.Channel;
import io.vertx.core.impl.ContextInternal;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A connection of {@link Connections}, used by one exchange at a time.
 *
 * @param wire the client's
 * @param channel below it: the client itself closes only when the server has answered
 * @param context it lives on
 * @param broken by what, as soon as the client says so
 */
record Connection(
    PgConnection wire,
    Channel channel,
    AnswerCap cap,
    ContextInternal context,
    AtomicReference<@Nullable Throwable> broken) {
  /** Puts the cap on a new connection; on its event loop. */
  static Connection of(SqlConnection connected, ContextInternal context) {
    // The client has no bound of its own for an answer, and its socket is nowhere in its interface.
    SocketConnectionBase socket =
        (SocketConnectionBase) ((SqlConnectionInternal) connected).unwrap();
    AnswerCap cap = new AnswerCap();
    var pipeline = socket.socket().channelHandlerContext().pipeline();
    pipeline.addBefore("codec", "cap", cap);
    Connection connection =
        new Connection(
            PgConnection.cast(connected),
            pipeline.channel(),
            cap,
            context,
            new AtomicReference<>());
    connected.exceptionHandler(connection.broken::set);
    // Else the client logs a warning of each, and a question of one long word brings one.
    connection.wire.noticeHandler(_ -> {});
    return connection;
  }

  /** Whether the calling thread is the one it lives on. */
  boolean isOnLoop() {
    return context.nettyEventLoop().inEventLoop();
  }

  InetAddress remoteAddress() {
    return ((InetSocketAddress) channel.remoteAddress()).getAddress();
  }

  boolean isOpen() {
    return channel.isActive();
  }

  /** Ends what runs on the server, then itself, without waiting for either. */
  void cancel() {
    wire.cancelRequest();
    close();
  }

  // Nobody waits for it: the connection is counted no more.
  @SuppressWarnings("FutureReturnValueIgnored")
  void close() {
    channel.close();
  }

  // By identity: two connections are never equal.
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
