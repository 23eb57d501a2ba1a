package dev.tributary.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects all that is wrong with a request, so that a client learns it at once. At most {@value
 * #MAX} are kept: a body full of errors does not make an answer full of them.
 */
final class FieldErrors {
  static final int MAX = 50;

  private final List<FieldError> errors = new ArrayList<>();
  private boolean invalid;

  /** Wrong in itself: 400. */
  void invalid(String pointer, String detail, @Nullable String rejected) {
    invalid(pointer, detail, rejected, List.of());
  }

  /** Wrong in itself: 400. */
  void invalid(String pointer, String detail, @Nullable String rejected, List<String> allowed) {
    invalid = true;
    add(new FieldError(pointer, detail, rejected, allowed));
  }

  /** Well formed, but this server does not have it: 422, when nothing is wrong besides. */
  void unserviceable(String pointer, String detail, String rejected, List<String> allowed) {
    add(new FieldError(pointer, detail, rejected, allowed));
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  /**
   * @throws InvalidRequest when anything was wrong
   */
  void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new InvalidRequest(errors, !invalid);
    }
  }

  private void add(FieldError error) {
    if (errors.size() < MAX) {
      errors.add(error);
    }
  }
}
