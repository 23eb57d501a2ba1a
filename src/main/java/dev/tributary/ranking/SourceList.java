package dev.tributary.ranking;

import dev.tributary.passage.Passage;
import java.util.List;

/**
 * What one source found, as the ranking sees it.
 *
 * @param source its name
 * @param weight of its passages beside those of others, 0 and up
 * @param priority which copy of a passage wins, and ties: higher first
 * @param passages best first
 */
public record SourceList(String source, double weight, int priority, List<Passage> passages) {
  public SourceList {
    passages = List.copyOf(passages);
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a weight is finite and at least 0, not " + weight);
    }
  }
}
