package dev.tributary.source;

import org.jspecify.annotations.Nullable;

/**
 * How far the filling of a source from {@code load=} is.
 *
 * @param state where it stands
 * @param documents read so far
 * @param embedded documents that were new or changed, so that they were embedded and written
 * @param removed documents that had vanished
 * @param skipped documents that could not be read
 * @param error what stopped it, when it failed
 */
public record LoadProgress(
    State state,
    long documents,
    long embedded,
    long removed,
    long skipped,
    @Nullable String error) {
  /** Where it stands. */
  public enum State {
    RUNNING,
    DONE,
    FAILED
  }
}
