package dev.tributary.source;

import java.io.Serial;
import java.time.Duration;

/**
 * A call that this server did not make, since it would have broken a limit of the endpoint or of
 * the operator. It says nothing about the endpoint, which was not asked.
 */
public class HeldBackException extends SourceException {
  @Serial private static final long serialVersionUID = 1;

  public HeldBackException(String message, Duration retryAfter) {
    super(ErrorKind.RATE_LIMITED, message, retryAfter, null);
  }
}
