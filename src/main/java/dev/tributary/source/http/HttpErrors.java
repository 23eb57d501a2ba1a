package dev.tributary.source.http;

import dev.tributary.guard.RateLimitedException;
import dev.tributary.outbound.HttpAnswer;
import dev.tributary.outbound.HttpCallException;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.HeldBackException;
import dev.tributary.source.SourceException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What a status or a failed call means for a source; for all kinds that speak HTTP. */
final class HttpErrors {
  private HttpErrors() {}

  static boolean isSuccess(HttpAnswer answer) {
    return answer.status() >= 200 && answer.status() < 300;
  }

  /**
   * An answer without success.
   *
   * @param message what the store says itself, fit to be shown; null for what its status means
   */
  static SourceException failure(
      String host, HttpAnswer answer, ErrorKind kind, @Nullable String message) {
    int status = answer.status();
    boolean exhausted = status == 403 && RateHeaders.isExhausted(answer);
    String meaning = exhausted ? ": no calls are left" : meaning(status);
    return new StatusException(
        exhausted ? ErrorKind.RATE_LIMITED : kind,
        host + " answered " + status + (message == null ? meaning : ": " + message),
        RateHeaders.pause(answer, Clock.systemUTC()),
        status);
  }

  /** Any failure of a call as the source's own. */
  static SourceException of(Throwable failure) {
    return switch (failure) {
      case HttpCallException call -> new SourceException(kind(call.reason()), message(call), call);
      case RateLimitedException limited ->
          new HeldBackException(
              "not asked: its rate limit leaves no room in time", limited.retryAfter());
      case Throwable other -> SourceException.of(other);
    };
  }

  private static String message(HttpCallException call) {
    return String.valueOf(call.getMessage());
  }

  private static ErrorKind kind(HttpCallException.Reason reason) {
    return switch (reason) {
      case UNREACHABLE -> ErrorKind.UNAVAILABLE;
      case TIMEOUT -> ErrorKind.TIMEOUT;
      case TOO_LARGE, PROTOCOL, REFUSED -> ErrorKind.PROTOCOL;
    };
  }

  /** The kind of failure that a status without success is. */
  static ErrorKind kind(int status) {
    return switch (status) {
      case 401, 402, 403, 407 -> ErrorKind.AUTH;
      case 408, 504 -> ErrorKind.TIMEOUT;
      case 429 -> ErrorKind.RATE_LIMITED;
      case 503 -> ErrorKind.OVERLOADED;
      case 508 -> ErrorKind.BAD_REQUEST;
      default -> {
        if (status >= 500) {
          yield ErrorKind.UNAVAILABLE;
        }
        yield status >= 400 ? ErrorKind.BAD_REQUEST : ErrorKind.PROTOCOL;
      }
    };
  }

  private static String meaning(int status) {
    return switch (status) {
      case 400, 422 -> ": the request is wrong to it";
      case 401 -> ": the key is missing or wrong";
      case 402 -> ": it wants to be paid";
      case 403 -> ": not allowed";
      case 404 -> ": not found";
      case 405 -> ": not this method";
      case 414 -> ": the question is too long for its URL";
      case 429 -> ": too many requests";
      case 503 -> ": overloaded";
      case 508 -> ": the question goes in a circle";
      default -> "";
    };
  }
}
