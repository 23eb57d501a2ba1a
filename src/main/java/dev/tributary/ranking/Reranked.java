package dev.tributary.ranking;

import org.jspecify.annotations.Nullable;

/**
 * A ranking after its reranker, whatever became of it.
 *
 * @param ranked the passages, at most {@code topK}
 * @param end how it went
 * @param detail the reranker's name, and why it is not ok
 * @param answerable whether any passage reached the threshold; null when none was set, or when
 *     nobody could judge
 */
public record Reranked(Ranked ranked, End end, String detail, @Nullable Boolean answerable) {
  /** How it went. */
  public enum End {
    /** All that had to be judged was. */
    JUDGED,
    /** There was nothing to judge. */
    EMPTY,
    /** It failed or was late: the order it was given stands. */
    FAILED
  }

  /** The same after its passages were packed. */
  public Reranked packed(Ranked packed) {
    return new Reranked(packed, end, detail, answerable);
  }
}
