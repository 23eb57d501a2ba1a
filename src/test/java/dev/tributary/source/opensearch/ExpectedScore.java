package dev.tributary.source.opensearch;

import dev.tributary.passage.Vector;
import dev.tributary.source.Distance;

/** Scores worked out by hand. */
final class ExpectedScore {
  private ExpectedScore() {}

  /** What a passage scores by the convention. */
  static double of(Distance distance, Vector own, Vector question) {
    double product = 0;
    double square = 0;
    for (int i = 0; i < own.values().length; i++) {
      product += own.values()[i] * question.values()[i];
      square += Math.pow(own.values()[i] - question.values()[i], 2);
    }
    return switch (distance) {
      case COSINE -> own.cosine(question);
      case DOT -> product;
      case EUCLIDEAN -> 1 / (1 + Math.sqrt(square));
    };
  }

  /** The same direction, another length. */
  static Vector scaled(Vector vector, float by) {
    float[] values = vector.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= by;
    }
    return new Vector(vector.model(), values);
  }
}
