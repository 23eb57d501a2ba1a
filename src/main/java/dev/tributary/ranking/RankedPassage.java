package dev.tributary.ranking;

import dev.tributary.passage.Passage;
import java.util.List;

/**
 * A passage in the merged list.
 *
 * @param passage the best copy
 * @param score higher is better; comparable within one answer alone
 * @param sources all that found it, the best copy's first, then by name
 * @param contributions that sum to the score
 */
public record RankedPassage(
    Passage passage, double score, List<String> sources, List<Contribution> contributions) {
  public RankedPassage {
    sources = List.copyOf(sources);
    contributions = List.copyOf(contributions);
  }
}
