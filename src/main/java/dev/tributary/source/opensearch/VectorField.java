package dev.tributary.source.opensearch;

import dev.tributary.source.Distance;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of an index, as its mapping has them.
 *
 * @param dimensions of each
 * @param scale of the scores of a search for them
 */
record VectorField(int dimensions, Scale scale) {
  /**
   * How a score comes from a distance, so that the way back is exact. Both products turn every
   * distance into a score that is positive and higher for nearer.
   */
  enum Scale {
    /** {@code (1 + cosine) / 2}. */
    COSINE(Distance.COSINE),
    /** {@code 1 / (2 - cosine)}: the native engines of OpenSearch before its third version. */
    NATIVE_COSINE(Distance.COSINE),
    /** {@code 1 + product} when that is positive, else {@code 1 / (1 - product)}. */
    PRODUCT(Distance.DOT),
    /** {@code 1 / (1 + distance²)}. */
    EUCLIDEAN(Distance.EUCLIDEAN),
    /** Another one, whose scores are passed on as they are. */
    OTHER(null);

    private final @Nullable Distance distance;

    Scale(@Nullable Distance distance) {
      this.distance = distance;
    }

    /** What is measured; null when this server does not know it. */
    @Nullable Distance distance() {
      return distance;
    }

    /** A score of the index in the one convention, see {@link Distance}. */
    double convert(double score) {
      return switch (this) {
        case COSINE -> Distance.COSINE.score(2 - 2 * score);
        case NATIVE_COSINE -> Distance.COSINE.score(1 / score - 1);
        case PRODUCT -> Distance.DOT.score(score >= 1 ? 1 - score : 1 / score - 1);
        case EUCLIDEAN -> Distance.EUCLIDEAN.score(Math.sqrt(Math.max(0, 1 / score - 1)));
        case OTHER -> score;
      };
    }
  }
}
