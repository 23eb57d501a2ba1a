package dev.tributary.postgres;

import dev.tributary.postgres.AnswerCap.AnswerTooLargeException;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of PostgreSQL means for a source, by the class of its SQLSTATE (PostgreSQL's
 * documentation, appendix A).
 */
final class Errors {
  private static final int MAX_MESSAGE = 300;

  private Errors() {}

  /**
   * @param timeout what its statements were given, in milliseconds
   */
  static SourceException of(PostgresAddress address, long timeout, Throwable failure) {
    return switch (failure) {
      case SourceException known -> known;
      case PgException told -> told(address, timeout, told);
      case AnswerTooLargeException large ->
          error(ErrorKind.PROTOCOL, address, "sent " + large.getMessage(), large);
      case UnknownHostException e ->
          error(ErrorKind.UNAVAILABLE, address, "is not a known host", e);
      case IOException e ->
          error(ErrorKind.UNAVAILABLE, address, "is not reachable: " + e.getMessage(), e);
      case ClosedConnectionException e -> closed(address, e);
      case VertxException e when e.getCause() != null -> of(address, timeout, e.getCause());
      // The client's of TLS: refused by the one side, unknown to the other.
      case VertxException e ->
          error(ErrorKind.UNAVAILABLE, address, "is not reachable: " + e.getMessage(), e);
      case NoStackTraceThrowable e when isClosed(e) -> closed(address, e);
      // The client's, when it shall prove a password that is not there.
      case IllegalArgumentException e when address.password().orElse("").isEmpty() ->
          error(ErrorKind.AUTH, address, "wants a password, and none is configured", e);
      case RuntimeException e ->
          error(ErrorKind.PROTOCOL, address, "answers what is not PostgreSQL's protocol", e);
      case Exception e ->
          error(ErrorKind.UNAVAILABLE, address, "is not reachable: " + e.getMessage(), e);
      default -> SourceException.of(failure);
    };
  }

  private static SourceException told(PostgresAddress address, long timeout, PgException e) {
    String state = String.valueOf(e.getSqlState());
    if (state.equals("57014")) {
      return error(ErrorKind.TIMEOUT, address, "did not finish within " + timeout + " ms", e);
    }
    return error(kind(state, e), address, "says: " + oneLine(e.getErrorMessage()), e);
  }

  private static ErrorKind kind(String state, PgException e) {
    if (state.equals("42501")) {
      return ErrorKind.AUTH;
    }
    // A table came back with other columns: the statement is parsed anew by the next attempt.
    if (state.equals("0A000") && "RevalidateCachedQuery".equals(e.getRoutine())) {
      return ErrorKind.UNAVAILABLE;
    }
    return switch (state.substring(0, Math.min(2, state.length()))) {
      case "28" -> ErrorKind.AUTH;
      case "0A" -> ErrorKind.UNSUPPORTED;
      case "40", "53", "55" -> ErrorKind.OVERLOADED;
      case "08", "57", "58", "F0", "XX" -> ErrorKind.UNAVAILABLE;
      default -> ErrorKind.BAD_REQUEST;
    };
  }

  /** What the client says of statements that it could not send. */
  private static boolean isClosed(NoStackTraceThrowable e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith("Pending requests") || message.startsWith("Connection is not active");
  }

  private static SourceException closed(PostgresAddress address, Throwable e) {
    return error(ErrorKind.UNAVAILABLE, address, "closed the connection", e);
  }

  private static SourceException error(
      ErrorKind kind, PostgresAddress address, String what, Throwable cause) {
    return new SourceException(kind, address.server() + " " + oneLine(what), cause);
  }

  private static String oneLine(@Nullable String message) {
    String line = String.valueOf(message).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "…";
  }
}
