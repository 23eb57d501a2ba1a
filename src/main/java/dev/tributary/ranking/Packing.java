package dev.tributary.ranking;

import org.jspecify.annotations.Nullable;

/**
 * How a ranked list is freed of repetition and fitted to its reader, fixed with the plan.
 *
 * @param mergesNearDuplicates whether passages that say nothing beyond another one are merged into
 *     it
 * @param diversity 0 for the best passages whatever they repeat, 1 for those least like each other
 * @param maxPerSource how many passages one source may have; null for any number
 * @param maxTokens how many tokens the passages may have together; null for any number
 * @param joinsChunks whether neighbouring chunks of one document become one passage
 */
public record Packing(
    boolean mergesNearDuplicates,
    double diversity,
    @Nullable Integer maxPerSource,
    @Nullable Integer maxTokens,
    boolean joinsChunks) {
  /** The most tokens that can be asked for. */
  public static final int MAX_TOKENS = 1_000_000;

  /** What is chosen from when the best do not do. */
  static final int DEPTH = 2_000;

  public Packing {
    if (!(diversity >= 0 && diversity <= 1)) {
      throw new IllegalArgumentException("diversity is 0 to 1, not " + diversity);
    }
    if ((maxPerSource != null && maxPerSource < 1) || (maxTokens != null && maxTokens < 1)) {
      throw new IllegalArgumentException("at least one passage a source, and one token");
    }
  }

  /**
   * What is done when a request says nothing: {@code pooled}, which reads all texts anyway, merges
   * near-duplicates.
   */
  public static Packing usual(FusionMethod method) {
    return new Packing(method == FusionMethod.POOLED, 0, null, null, false);
  }

  /** How deep a list must be ranked, so that so many passages can be chosen from it. */
  public int depth(int topK) {
    return diversity == 0 && maxPerSource == null ? topK : Math.max(topK, DEPTH);
  }

  /** Whether the best passages are the answer as they are. */
  public boolean isPlain() {
    return diversity == 0 && maxPerSource == null && maxTokens == null && !joinsChunks;
  }
}
