package dev.tributary.api;

import dev.tributary.retrieval.RetrievalException.Unserviceable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer where, as a JSON pointer (RFC 6901) in its URI fragment form, such as {@code
 *     #/sources/1}; query parameters are named in the same way
 * @param detail what is wrong, in a sentence
 * @param rejected the value as it came, at most {@value #MAX_REJECTED} characters
 * @param allowed what there is instead, when that is a list
 */
record FieldError(
    String pointer, String detail, @Nullable String rejected, @Nullable List<String> allowed) {
  static final int MAX_REJECTED = 100;

  public FieldError {
    rejected = rejected == null ? null : WellFormed.capped(rejected, MAX_REJECTED);
    allowed = allowed == null || allowed.isEmpty() ? null : List.copyOf(allowed);
  }

  static FieldError of(Unserviceable.Problem problem) {
    return new FieldError(
        problem.pointer(), problem.detail(), problem.rejected(), problem.allowed());
  }
}
