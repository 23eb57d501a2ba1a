package dev.tributary.evaluation;

import java.io.Serial;

/** Another evaluation runs, and one at a time is enough for a server that others ask too. */
public final class EvaluationRunningException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  EvaluationRunningException() {
    super("an evaluation is running; one runs at a time", null, false, false);
  }
}
