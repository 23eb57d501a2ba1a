package dev.tributary.source;

import dev.tributary.passage.Signal;

/**
 * How a vector store measures, and what that says in a passage: the one convention for all stores,
 * higher is better.
 */
public enum Distance {
  /** The passage's score is the cosine, {@code 1 - distance}, within -1 to 1. */
  COSINE(Signal.COSINE),
  /** The score is the inner product as it is, on a scale of its own. */
  DOT(Signal.SCORE),
  /** The score is {@code 1 / (1 + distance)}, 0 to 1, on a scale of its own. */
  EUCLIDEAN(Signal.SCORE);

  private final Signal signal;

  Distance(Signal signal) {
    this.signal = signal;
  }

  /** What its scores say. */
  public Signal signal() {
    return signal;
  }

  /**
   * The score of a distance.
   *
   * @param distance {@code 1 - cosine}, the negative inner product, or the length between the two
   */
  public double score(double distance) {
    return switch (this) {
      // Rounding may lead a little beyond what a cosine can be.
      case COSINE -> Math.clamp(1 - distance, -1.0, 1.0);
      case DOT -> -distance;
      case EUCLIDEAN -> 1 / (1 + Math.max(0, distance));
    };
  }
}
