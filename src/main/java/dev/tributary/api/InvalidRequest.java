package dev.tributary.api;

import java.io.Serial;
import java.util.List;

/** A request that was not understood, or that names what this server does not have. */
final class InvalidRequest extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<FieldError> errors;
  private final boolean wellFormed;

  InvalidRequest(List<FieldError> errors, boolean wellFormed) {
    super(errors.getFirst().detail(), null, false, false);
    this.errors = List.copyOf(errors);
    this.wellFormed = wellFormed;
  }

  List<FieldError> errors() {
    return errors;
  }

  /** Whether nothing is wrong with it but that this server cannot serve it. */
  boolean wellFormed() {
    return wellFormed;
  }
}
