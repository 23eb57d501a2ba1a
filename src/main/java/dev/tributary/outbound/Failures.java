package dev.tributary.outbound;

import dev.tributary.outbound.HttpCallException.Reason;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** What the client's many exceptions mean. None of their own messages is passed on. */
final class Failures {
  private Failures() {}

  static HttpCallException of(String host, Throwable cause) {
    return switch (cause) {
      case UnknownHostException _ -> unreachable(host, "has no address", cause);
      case ConnectTimeoutException _ -> unreachable(host, "took no connection in time", cause);
      case ConnectException _ -> unreachable(host, "refused the connection", cause);
      case SSLException _ -> unreachable(host, "failed the TLS handshake", cause);
      case ConnectionPoolTooBusyException _ ->
          unreachable(host, "has no connection free: all are in use", cause);
      case HttpClosedException _ -> closed(host, cause);
      case IOException _ -> closed(host, cause);
      case Throwable _ ->
          new HttpCallException(Reason.PROTOCOL, host + " answered what is not HTTP", cause);
    };
  }

  /** Whether the other side hung up. */
  static boolean isClosed(Throwable cause) {
    return cause instanceof HttpClosedException
        || (cause instanceof IOException
            && !(cause instanceof ConnectException)
            && !(cause instanceof SSLException)
            && !(cause instanceof UnknownHostException));
  }

  private static HttpCallException closed(String host, Throwable cause) {
    return unreachable(host, "closed the connection before its answer was whole", cause);
  }

  private static HttpCallException unreachable(String host, String what, Throwable cause) {
    return new HttpCallException(Reason.UNREACHABLE, host + " " + what, cause);
  }
}
