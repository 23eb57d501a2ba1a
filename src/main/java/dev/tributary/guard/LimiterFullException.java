package dev.tributary.guard;

import java.io.Serial;

/** A call was not made, since as many as allowed run and wait already. */
public class LimiterFullException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  LimiterFullException(int permits, int queue) {
    super(
        permits + " calls run and " + queue + " wait, which is all that is allowed",
        null,
        false,
        false);
  }
}
