package dev.tributary.ranking;

import java.io.Serial;

/** The pool cannot be scored for this answer; the message says why, in words for the client. */
final class UnscoredException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  UnscoredException(String why) {
    super(why, null, false, false);
  }
}
