package dev.tributary.ranking;

/**
 * How well one passage answers the question, whatever else was found.
 *
 * @param raw as the model gave it
 * @param score the same from 0 (not at all) to 1 (fully); comparable between questions of one
 *     reranker, and so the only score that a threshold can be set on
 */
public record Relevance(double raw, double score) {
  public Relevance {
    if (!(Double.isFinite(raw) && score >= 0 && score <= 1)) {
      throw new IllegalArgumentException(
          "a relevance is a finite number and one from 0 to 1, not " + raw + " and " + score);
    }
  }

  /** Of a network's bare output, by {@code 1 / (1 + e^-logit)}. */
  public static Relevance ofLogit(double logit) {
    return new Relevance(logit, 1 / (1 + Math.exp(-logit)));
  }
}
