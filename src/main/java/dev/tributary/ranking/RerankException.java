package dev.tributary.ranking;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one failure of a reranker. The message goes into the answer's step: it holds no secret. */
public class RerankException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final Reason reason;
  private final @Nullable Duration retryAfter;

  /** Why. */
  public enum Reason {
    /** No time left. */
    TIMEOUT,
    /** Not asked: too much waits for it already. */
    OVERLOADED,
    /** The server wants fewer calls. */
    RATE_LIMITED,
    /** The model or its server cannot be used now. */
    UNAVAILABLE,
    /** The server wants another key. */
    AUTH,
    /** The server does not take such a request. */
    REFUSED,
    /** Scores that are no scores of these passages. */
    PROTOCOL,
    /** It was not asked, since it failed too often lately. */
    BREAKER_OPEN
  }

  /**
   * @param retryAfter how long it wants to be left alone, if it said so
   */
  public RerankException(
      Reason reason, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  public Reason reason() {
    return reason;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
