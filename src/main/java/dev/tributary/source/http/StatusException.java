package dev.tributary.source.http;

import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An answer without success; a store may know what its status means for what was asked. */
public final class StatusException extends SourceException {
  @Serial private static final long serialVersionUID = 1;

  private final int status;

  StatusException(ErrorKind kind, String message, @Nullable Duration retryAfter, int status) {
    super(kind, message, retryAfter, null);
    this.status = status;
  }

  /** The status of HTTP. */
  public int status() {
    return status;
  }

  /** Whether a failure is this status. */
  public static boolean is(Throwable failure, int status) {
    return failure instanceof StatusException answered && answered.status == status;
  }
}
