package dev.tributary.ranking;

import dev.tributary.passage.Passage;
import dev.tributary.passage.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passage in the merged list.
 *
 * @param passage the best copy
 * @param score higher is better; comparable within one answer alone
 * @param sources all that found it, the best copy's first, then by name
 * @param contributions that sum to the score
 * @param nearDuplicates the ids of passages that say nothing beyond this one and were merged into
 *     it
 */
public record RankedPassage(
    Passage passage,
    double score,
    List<String> sources,
    List<Contribution> contributions,
    List<String> nearDuplicates) {
  public RankedPassage {
    sources = List.copyOf(sources);
    contributions = List.copyOf(contributions);
    nearDuplicates = List.copyOf(nearDuplicates);
  }

  /** A passage that is like no other. */
  public RankedPassage(
      Passage passage, double score, List<String> sources, List<Contribution> contributions) {
    this(passage, score, sources, contributions, List.of());
  }

  /** The same passage, judged otherwise. */
  public RankedPassage scored(double other, List<Contribution> parts) {
    return new RankedPassage(passage, other, sources, parts, nearDuplicates);
  }

  /** What a reranker thought of it, 0 to 1; null when none judged it. */
  public @Nullable Double rerankScore() {
    return contributions.size() == 1 && contributions.getFirst().signal() == Signal.RERANK
        ? score
        : null;
  }
}
