package dev.tributary.source;

import java.util.Locale;

/** Why a source failed. The kind alone decides what follows. */
public enum ErrorKind {
  /** The source understood the request and calls it wrong. */
  BAD_REQUEST,
  /** Key or permission refused: nothing will help until a person acts. */
  AUTH,
  /** Too many calls, says the source; often with the time to wait. */
  RATE_LIMITED,
  /** The source is up but cannot take more. */
  OVERLOADED,
  /** Not reachable, or down. */
  UNAVAILABLE,
  /** It took longer than it was given. */
  TIMEOUT,
  /** It answered something that is not its protocol: garbage, a wrong shape, too large a body. */
  PROTOCOL,
  /** It cannot do what was asked, such as a filter. */
  UNSUPPORTED,
  /** A fault of this server. */
  BUG;

  /** The name in JSON and metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether another attempt may succeed. */
  public boolean isTransient() {
    return switch (this) {
      case UNAVAILABLE, OVERLOADED -> true;
      case BAD_REQUEST, AUTH, RATE_LIMITED, TIMEOUT, PROTOCOL, UNSUPPORTED, BUG -> false;
    };
  }
}
