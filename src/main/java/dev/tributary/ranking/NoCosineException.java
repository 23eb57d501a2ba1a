package dev.tributary.ranking;

import java.io.Serial;

/** Cosines cannot be had for this answer; the message says why, in words for the client. */
final class NoCosineException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  NoCosineException(String why) {
    super(why, null, false, false);
  }
}
