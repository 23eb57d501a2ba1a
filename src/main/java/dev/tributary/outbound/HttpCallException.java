package dev.tributary.outbound;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The one failure of a call. The message names host and reason, never path, query, header or body.
 */
public class HttpCallException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Why. */
  public enum Reason {
    /** No connection: refused, reset, unknown host, failed TLS. */
    UNREACHABLE,
    /** The deadline passed. */
    TIMEOUT,
    /** The body is larger than the cap. */
    TOO_LARGE,
    /** Not HTTP, or a body that cannot be decompressed. */
    PROTOCOL,
    /** A redirect to another host, or an address that sources may not have. */
    REFUSED
  }

  public HttpCallException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
