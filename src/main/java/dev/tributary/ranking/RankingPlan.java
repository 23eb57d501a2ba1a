package dev.tributary.ranking;

import dev.tributary.passage.ReciprocalRank;
import org.jspecify.annotations.Nullable;

/**
 * How to rank, fixed before the first passage is there, so that no running clock changes the
 * result.
 *
 * @param method how lists become one
 * @param k the constant of {@code rrf}
 * @param topK how many passages to return
 * @param cosine which candidates of the pool get a cosine
 * @param model whose space the cosines are in; null when {@code cosine} is NONE
 * @param mergesNearDuplicates whether passages that say nothing beyond another one are merged into
 *     it
 */
public record RankingPlan(
    FusionMethod method,
    int k,
    int topK,
    Cosine cosine,
    @Nullable String model,
    boolean mergesNearDuplicates) {
  /** How many candidates get a cosine to compute when not all bring a vector. */
  public static final int COMPUTED = 32;

  /** Which candidates get a cosine. */
  public enum Cosine {
    /** All: every source returns vectors of the model. Falls to NONE when one did not. */
    ALL,
    /**
     * The best {@value RankingPlan#COMPUTED} by pooled BM25; what brings no vector is embedded now.
     */
    BEST,
    /** None: the words alone decide. */
    NONE
  }

  public RankingPlan {
    if (topK < 1 || k < 1) {
      throw new IllegalArgumentException("topK and k are at least 1");
    }
    if (cosine != Cosine.NONE && model == null) {
      throw new IllegalArgumentException("a cosine needs a model");
    }
  }

  /** A plan that merges equal passages alone. */
  public RankingPlan(FusionMethod method, int k, int topK, Cosine cosine, @Nullable String model) {
    this(method, k, topK, cosine, model, false);
  }

  /** The same plan without vectors, and with so many passages to return. */
  public RankingPlan byWords(int wanted) {
    return new RankingPlan(method, k, wanted, Cosine.NONE, null, mergesNearDuplicates);
  }

  /** The same plan, equal passages alone merged. */
  RankingPlan keepingNearDuplicates() {
    return new RankingPlan(method, k, topK, cosine, model);
  }

  /** A plan without vectors. */
  public static RankingPlan lexical(FusionMethod method, int topK) {
    return new RankingPlan(method, ReciprocalRank.DEFAULT_K, topK, Cosine.NONE, null);
  }
}
