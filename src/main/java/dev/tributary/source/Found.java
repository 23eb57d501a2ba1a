package dev.tributary.source;

import dev.tributary.passage.Passage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source found.
 *
 * @param passages best first, at most as many as asked for
 * @param dropped how many hits were malformed and left out
 * @param degraded why this is less than the source could give, in a word such as {@code no_vector}
 *     or {@code loading}; null when it is all
 */
public record Found(List<Passage> passages, int dropped, @Nullable String degraded) {
  /** The question's vector was not to be had, so only the text was searched. */
  public static final String NO_VECTOR = "no_vector";

  /** The source is still being filled, or its filling failed. */
  public static final String LOADING = "loading";

  /** A part of the source did not answer, or not in time: there may be passages that it missed. */
  public static final String PARTIAL = "partial";

  public Found {
    passages = List.copyOf(passages);
    if (dropped < 0) {
      throw new IllegalArgumentException("dropped is at least 0, not " + dropped);
    }
  }

  /** A whole answer. */
  public static Found of(List<Passage> passages) {
    return new Found(passages, 0, null);
  }

  /** The best of it, should a store have given more than it was asked for. */
  Found first(int limit) {
    return passages.size() <= limit
        ? this
        : new Found(passages.subList(0, limit), dropped, degraded);
  }
}
