package dev.tributary.retrieval;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something beside the sources that the answer needed.
 *
 * @param name {@code embedding} or {@code ranking}
 * @param status how it went
 * @param elapsedMillis that it took
 * @param detail the model, and why it is not ok
 */
public record Step(String name, Status status, long elapsedMillis, @Nullable String detail) {
  /** How it went. */
  public enum Status {
    OK,
    DEGRADED,
    SKIPPED;

    /** The word in JSON. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
