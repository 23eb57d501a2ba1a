package dev.tributary.fanout;

import java.io.Serial;

/** A source was not waited for any longer. */
final class WaitOverException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final long afterMillis;

  WaitOverException(long afterMillis) {
    super("no answer within " + afterMillis + " ms", null, false, false);
    this.afterMillis = afterMillis;
  }

  long afterMillis() {
    return afterMillis;
  }
}
