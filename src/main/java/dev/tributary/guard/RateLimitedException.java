package dev.tributary.guard;

import java.io.Serial;
import java.time.Duration;

/**
 * A call was not made: its turn under a rate limit would come after its deadline, or what may be
 * spent is spent.
 */
public class RateLimitedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  RateLimitedException(Duration retryAfter) {
    this("the rate limit leaves no room for this call in time", retryAfter);
  }

  RateLimitedException(String message, Duration retryAfter) {
    super(message, null, false, false);
    this.retryAfter = retryAfter;
  }

  /** When a call could be made. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
