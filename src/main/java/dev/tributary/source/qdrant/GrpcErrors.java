package dev.tributary.source.qdrant;

import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.text.Cut;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a gRPC status means for a source, in the server's own words, on one line, without the key.
 */
final class GrpcErrors {
  private static final int MAX_MESSAGE = 300;

  /** Seconds; Qdrant's own, beside a status of too many requests. */
  private static final Metadata.Key<String> RETRY_AFTER =
      Metadata.Key.of("retry-after", Metadata.ASCII_STRING_MARSHALLER);

  private GrpcErrors() {}

  static SourceException of(Throwable failure, QdrantTarget target) {
    if (!(failure instanceof StatusRuntimeException grpc)) {
      return SourceException.of(failure);
    }
    Status status = grpc.getStatus();
    return new SourceException(
        kind(status),
        target + " " + meaning(status) + words(status, target),
        retryAfter(grpc.getTrailers()),
        failure);
  }

  /** Whether there is no such collection. */
  static boolean isMissing(Throwable failure) {
    return failure.getCause() instanceof StatusRuntimeException grpc
        && grpc.getStatus().getCode() == Status.Code.NOT_FOUND;
  }

  /** Whether there is one already. */
  static boolean isThere(Throwable failure) {
    return failure.getCause() instanceof StatusRuntimeException grpc
        && (grpc.getStatus().getCode() == Status.Code.ALREADY_EXISTS
            // Before 1.9 it was called a wrong input.
            || String.valueOf(grpc.getStatus().getDescription()).contains("already exists"));
  }

  private static ErrorKind kind(Status status) {
    return switch (status.getCode()) {
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE, NOT_FOUND, ALREADY_EXISTS ->
          ErrorKind.BAD_REQUEST;
      case UNAUTHENTICATED, PERMISSION_DENIED -> ErrorKind.AUTH;
      case RESOURCE_EXHAUSTED -> isTooLarge(status) ? ErrorKind.PROTOCOL : ErrorKind.RATE_LIMITED;
      case DEADLINE_EXCEEDED -> ErrorKind.TIMEOUT;
      case UNAVAILABLE ->
          status.getCause() instanceof RefusedAddressException
              ? ErrorKind.PROTOCOL
              : ErrorKind.UNAVAILABLE;
      case ABORTED, CANCELLED -> ErrorKind.UNAVAILABLE;
      case INTERNAL, UNKNOWN -> isOurs(status) ? ErrorKind.PROTOCOL : ErrorKind.UNAVAILABLE;
      case UNIMPLEMENTED, DATA_LOSS -> ErrorKind.PROTOCOL;
      case OK -> ErrorKind.BUG;
    };
  }

  private static String meaning(Status status) {
    return switch (status.getCode()) {
      case UNAUTHENTICATED -> "refuses the key, or wants one";
      case PERMISSION_DENIED -> "does not allow this with the key";
      case NOT_FOUND -> "does not have what was asked";
      case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE, ALREADY_EXISTS ->
          "calls the request wrong";
      case RESOURCE_EXHAUSTED ->
          isTooLarge(status) ? "answered more than max-body allows" : "takes no more requests now";
      case DEADLINE_EXCEEDED -> "did not answer in time";
      case UNAVAILABLE ->
          isTls(status)
              ? "cannot be reached by TLS"
              : "cannot be reached, or closed the connection";
      case ABORTED, CANCELLED -> "ended the call";
      case UNIMPLEMENTED -> "does not know the call; Qdrant 1.16 or later does";
      case INTERNAL, UNKNOWN, DATA_LOSS ->
          isOurs(status) ? "did not answer as Qdrant's gRPC does" : "failed";
      case OK -> "answered without an answer";
    };
  }

  private static String words(Status status, QdrantTarget target) {
    @Nullable String description = status.getDescription();
    @Nullable Throwable cause = status.getCause();
    String words = cause == null || cause.getMessage() == null ? description : cause.getMessage();
    if (words == null || status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      return "";
    }
    String told = target.apiKey() == null ? words : words.replace(target.apiKey(), "…");
    return ": " + Cut.to(MAX_MESSAGE, told.replaceAll("[\\p{Cntrl}\\s]+", " ").strip());
  }

  /** What the client says of an answer beyond its bound; a server says it of a request. */
  private static boolean isTooLarge(Status status) {
    return String.valueOf(status.getDescription()).contains("exceeds maximum size");
  }

  /** Whether it was the client that could not read the answer: a server sends no cause. */
  private static boolean isOurs(Status status) {
    String description = String.valueOf(status.getDescription());
    return (status.getCause() != null && !(status.getCause() instanceof IOException))
        || description.startsWith("HTTP status code")
        || description.contains("content-type")
        || description.startsWith("http2 exception");
  }

  private static boolean isTls(Status status) {
    for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Duration retryAfter(@Nullable Metadata trailers) {
    @Nullable String seconds = trailers == null ? null : trailers.get(RETRY_AFTER);
    return seconds != null && seconds.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : null;
  }
}
