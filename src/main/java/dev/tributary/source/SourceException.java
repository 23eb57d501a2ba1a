package dev.tributary.source;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one failure a source may end with. The message goes into the report: it holds no secret. */
public class SourceException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final ErrorKind kind;
  private final @Nullable Duration retryAfter;

  public SourceException(ErrorKind kind, String message) {
    this(kind, message, null, null);
  }

  public SourceException(ErrorKind kind, String message, @Nullable Throwable cause) {
    this(kind, message, null, cause);
  }

  /**
   * @param retryAfter how long the source asked to be left alone, if it said so
   */
  public SourceException(
      ErrorKind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    // Stacks of expected failures say nothing and cost much: only a bug of ours is worth one.
    super(message, cause, false, kind == ErrorKind.BUG);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public ErrorKind kind() {
    return kind;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Any failure as a SourceException: what is not one already is a fault of this server. */
  public static SourceException of(Throwable failure) {
    return failure instanceof SourceException known
        ? known
        : new SourceException(
            ErrorKind.BUG, "unexpected " + failure.getClass().getSimpleName(), failure);
  }
}
