package dev.tributary.source.langchain4j;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.text.Cut;
import org.jspecify.annotations.Nullable;

/**
 * What a bean's failure means. Its message may hold an address with a password, so only that of an
 * argument which LangChain4j itself calls wrong is told, which says what does not fit; other
 * libraries quote what they were given, the value of a header for one.
 */
final class Failures {
  private static final int DEEPEST = 10;
  private static final int LONGEST = 300;

  private Failures() {}

  static SourceException of(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int i = 0; cause != null && i < DEEPEST; i++) {
      @Nullable SourceException known = known(cause, failure);
      if (known != null) {
        return known;
      }
      cause = cause.getCause();
    }
    return failure(ErrorKind.UNAVAILABLE, "failed", failure);
  }

  private static @Nullable SourceException known(Throwable cause, Throwable failure) {
    return switch (cause) {
      case SourceException e -> e;
      case AuthenticationException _ -> failure(ErrorKind.AUTH, "was refused", failure);
      case RateLimitException _ -> failure(ErrorKind.RATE_LIMITED, "was called too often", failure);
      case TimeoutException _ -> failure(ErrorKind.TIMEOUT, "did not answer in time", failure);
      case java.util.concurrent.TimeoutException _ ->
          failure(ErrorKind.TIMEOUT, "did not answer in time", failure);
      case java.net.SocketTimeoutException _ ->
          failure(ErrorKind.TIMEOUT, "did not answer in time", failure);
      case InvalidRequestException _ -> failure(ErrorKind.BAD_REQUEST, "was asked wrong", failure);
      case UnsupportedFeatureException _ ->
          failure(ErrorKind.UNSUPPORTED, "cannot do that", failure);
      case UnsupportedOperationException _ ->
          failure(ErrorKind.UNSUPPORTED, "cannot do that", failure);
      case HttpException e -> http(e, failure);
      case IllegalArgumentException e when isLangChain4jsOwn(e) ->
          new SourceException(
              ErrorKind.BAD_REQUEST,
              "it was asked wrong: " + Cut.to(LONGEST, String.valueOf(e.getMessage())),
              failure);
      case IllegalArgumentException _ -> failure(ErrorKind.BAD_REQUEST, "was asked wrong", failure);
      default -> null;
    };
  }

  private static boolean isLangChain4jsOwn(IllegalArgumentException e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("dev.langchain4j.");
  }

  private static SourceException http(HttpException e, Throwable failure) {
    ErrorKind kind =
        switch (e.statusCode()) {
          case 401, 403 -> ErrorKind.AUTH;
          case 408, 504 -> ErrorKind.TIMEOUT;
          case 429 -> ErrorKind.RATE_LIMITED;
          case 503 -> ErrorKind.OVERLOADED;
          default -> e.statusCode() >= 500 ? ErrorKind.UNAVAILABLE : ErrorKind.BAD_REQUEST;
        };
    return failure(kind, "answered " + e.statusCode(), failure);
  }

  private static SourceException failure(ErrorKind kind, String what, Throwable failure) {
    return new SourceException(
        kind, "it " + what + " (" + failure.getClass().getSimpleName() + ")", failure);
  }
}
