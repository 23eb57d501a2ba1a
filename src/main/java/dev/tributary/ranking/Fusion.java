package dev.tributary.ranking;

import dev.tributary.passage.Passage;
import dev.tributary.passage.ReciprocalRank;
import dev.tributary.passage.Signal;
import dev.tributary.ranking.Candidate.Copy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A method that looks at each source's list by itself: a place in a list is worth something, and a
 * candidate is worth the weighted sum of its places.
 *
 * <p>A list in which a score is missing counts by reciprocal rank ({@code 1/rank}) instead of
 * scores, in all methods but {@code rrf}, which looks at ranks alone.
 */
@FunctionalInterface
interface Fusion {
  /** A raw score beyond this counts as this, so that no sum or square of scores is infinite. */
  double LARGEST = 1e100;

  /** What each place of a list is worth. */
  Worth worth(SourceList list);

  /**
   * What each place of a list is worth.
   *
   * @param places best place first
   * @param byRank whether the rank alone decided, not the score
   */
  @SuppressWarnings("ArrayRecordComponent") // read here alone
  record Worth(double[] places, boolean byRank) {}

  /**
   * The fusion of a method.
   *
   * @throws IllegalArgumentException for {@code pooled}, which looks at all lists together
   */
  static Fusion of(FusionMethod method, int k) {
    return switch (method) {
      case RRF -> rrf(k);
      case MINMAX -> minmax();
      case ZSCORE -> zscore();
      case DBSF -> dbsf();
      case LINEAR -> linear();
      case POOLED -> throw new IllegalArgumentException("pooled looks at all lists together");
    };
  }

  /** Reciprocal rank fusion; see {@link ReciprocalRank}. */
  static Fusion rrf(int k) {
    return list -> {
      double[] worth = new double[list.passages().size()];
      for (int i = 0; i < worth.length; i++) {
        worth[i] = ReciprocalRank.of(i + 1, k);
      }
      return new Worth(worth, true);
    };
  }

  /** The raw scores as they are. */
  static Fusion linear() {
    return ofScores(scores -> {});
  }

  /** Scores stretched so that the list's worst is 0 and its best is 1; all alike: 1. */
  static Fusion minmax() {
    return ofScores(
        scores -> {
          double min = Double.POSITIVE_INFINITY;
          double max = Double.NEGATIVE_INFINITY;
          for (double score : scores) {
            min = Math.min(min, score);
            max = Math.max(max, score);
          }
          for (int i = 0; i < scores.length; i++) {
            scores[i] = max > min ? (scores[i] - min) / (max - min) : 1;
          }
        });
  }

  /** Distances from the list's mean in standard deviations; all alike: 0. */
  static Fusion zscore() {
    return ofScores(ZScores::normalise);
  }

  /**
   * Distribution-based score fusion: mean − 3σ is 0, mean + 3σ is 1, cut at both; all alike: 0.5.
   *
   * <p>Source: Mazzeschi, "Distribution-Based Score Fusion", 2023.
   */
  static Fusion dbsf() {
    return ofScores(
        scores -> {
          ZScores.normalise(scores);
          for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.clamp(0.5 + scores[i] / 6, 0, 1);
          }
        });
  }

  /** Scores a pool, in its order. */
  default List<Scored> score(Pool pool) {
    Map<SourceList, Worth> worths = new IdentityHashMap<>();
    List<Scored> scored = new ArrayList<>(pool.candidates().size());
    for (Candidate candidate : pool.candidates()) {
      List<Contribution> parts = new ArrayList<>(candidate.copies().size());
      for (Copy copy : candidate.copies()) {
        Worth worth = worths.computeIfAbsent(copy.list(), this::worth);
        double weight = copy.list().weight();
        Passage passage = copy.passage();
        parts.add(
            new Contribution(
                copy.list().source(),
                copy.rank(),
                passage.rawScore(),
                worth.byRank() ? Signal.RANK : passage.signal(),
                weight,
                weight * worth.places()[copy.rank() - 1]));
      }
      scored.add(Scored.of(candidate, parts));
    }
    return scored;
  }

  private static Fusion ofScores(Consumer<double[]> normalise) {
    return list -> {
      double[] worth = new double[list.passages().size()];
      boolean byRank = list.passages().stream().anyMatch(p -> p.rawScore() == null);
      for (int i = 0; i < worth.length; i++) {
        Double score = list.passages().get(i).rawScore();
        worth[i] = byRank || score == null ? 1.0 / (i + 1) : Math.clamp(score, -LARGEST, LARGEST);
      }
      normalise.accept(worth);
      return new Worth(worth, byRank);
    };
  }
}
