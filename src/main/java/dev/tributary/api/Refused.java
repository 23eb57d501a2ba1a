package dev.tributary.api;

import java.io.Serial;

/** A request that ends with a problem which is known where it is met. */
final class Refused extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient Problem problem;

  Refused(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
