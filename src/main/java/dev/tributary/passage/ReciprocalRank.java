package dev.tributary.passage;

/**
 * Reciprocal rank fusion: the one formula, used inside hybrid sources and by the {@code rrf}
 * method.
 *
 * <p>Source: Cormack, Clarke, Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and
 * individual Rank Learning Methods", SIGIR 2009.
 */
public final class ReciprocalRank {
  /** The constant of the paper. */
  public static final int DEFAULT_K = 60;

  private ReciprocalRank() {}

  /**
   * What one list adds to a passage: {@code 1 / (k + rank)}.
   *
   * @param rank from 1
   * @param k at least 1
   */
  public static double of(int rank, int k) {
    if (rank < 1 || k < 1) {
      throw new IllegalArgumentException("rank and k are at least 1, not " + rank + " and " + k);
    }
    return 1.0 / (k + rank);
  }
}
