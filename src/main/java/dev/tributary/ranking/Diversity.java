package dev.tributary.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses passages that are good and do not repeat each other, and no more of a source than wanted.
 *
 * <p>Maximal marginal relevance (Carbonell, Goldstein, "The use of MMR, diversity-based reranking
 * for reordering documents and producing summaries", 1998): one after the other that passage is
 * taken which has the highest {@code (1 − d) × relevance − d × likeness to the most alike of those
 * taken}. Relevance is the score, stretched to 0..1 over those looked at; ties go to the better
 * rank. Looked at are four times as many as wanted, at most {@value #MOST} unless more are wanted,
 * and at most four times a source's share of it: so many make {@code O(wanted × looked at)} small.
 *
 * <p>Only what is chosen changes. The order stays that of the scores.
 */
final class Diversity {
  /** Of so many the likeness is looked at; some milliseconds. */
  static final int MOST = 400;

  private static final int TIMES = 4;

  private final List<RankedPassage> ranked;
  private final double diversity;
  private final int share;
  private final BooleanSupplier unwanted;
  private final Map<String, Integer> ofSource = new HashMap<>();

  private Diversity(
      List<RankedPassage> ranked,
      double diversity,
      @Nullable Integer share,
      BooleanSupplier unwanted) {
    this.ranked = ranked;
    this.diversity = diversity;
    this.share = share == null ? Integer.MAX_VALUE : share;
    this.unwanted = unwanted;
  }

  /**
   * The places of what is chosen, from 0, in order.
   *
   * @param ranked best first
   * @param wanted how many at most
   * @param diversity 0 to 1
   * @param share how many a source at most; null for any number
   * @param unwanted whether nobody waits for it any more
   * @throws java.util.concurrent.CancellationException then
   */
  static List<Integer> choose(
      List<RankedPassage> ranked,
      int wanted,
      double diversity,
      @Nullable Integer share,
      BooleanSupplier unwanted) {
    Diversity choice = new Diversity(ranked, diversity, share, unwanted);
    return diversity == 0 ? choice.best(wanted, 1, wanted) : choice.diverse(wanted);
  }

  /** The best of each source, at most {@code times} its share. */
  private List<Integer> best(int wanted, int times, int most) {
    Map<String, Integer> taken = new HashMap<>();
    List<Integer> best = new ArrayList<>();
    for (int i = 0; i < ranked.size() && best.size() < Math.max(wanted, most); i++) {
      int sofar = taken.merge(source(i), 1, Integer::sum);
      if (sofar <= (long) share * times) {
        best.add(i);
      }
    }
    return best;
  }

  private List<Integer> diverse(int wanted) {
    List<Integer> looked = best(wanted, TIMES, Math.min(MOST, TIMES * wanted));
    if (looked.size() <= wanted && share == Integer.MAX_VALUE) {
      return looked;
    }
    List<RankedPassage> passages = new ArrayList<>(looked.size());
    looked.forEach(i -> passages.add(ranked.get(i)));
    Likeness likeness = Likeness.among(passages);
    double[] relevance = relevance(passages);
    double[] nearest = new double[passages.size()];
    boolean[] taken = new boolean[passages.size()];
    List<Integer> chosen = new ArrayList<>(wanted);
    int next = next(relevance, nearest, taken, passages);
    while (next >= 0 && chosen.size() < wanted) {
      Packs.requireWanted(unwanted);
      taken[next] = true;
      chosen.add(looked.get(next));
      ofSource.merge(passages.get(next).passage().source(), 1, Integer::sum);
      for (int i = 0; i < nearest.length; i++) {
        nearest[i] = taken[i] ? nearest[i] : Math.max(nearest[i], likeness.of(i, next));
      }
      next = next(relevance, nearest, taken, passages);
    }
    chosen.sort(null);
    return chosen;
  }

  private int next(
      double[] relevance, double[] nearest, boolean[] taken, List<RankedPassage> passages) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < taken.length; i++) {
      double margin = (1 - diversity) * relevance[i] - diversity * nearest[i];
      if (!taken[i]
          && margin > most
          && ofSource.getOrDefault(passages.get(i).passage().source(), 0) < share) {
        best = i;
        most = margin;
      }
    }
    return best;
  }

  private static double[] relevance(List<RankedPassage> passages) {
    double[] scores = new double[passages.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = passages.get(i).score();
    }
    double min = Arrays.stream(scores).min().orElse(0);
    double max = Arrays.stream(scores).max().orElse(0);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = max > min ? (scores[i] - min) / (max - min) : 1;
    }
    return scores;
  }

  private String source(int i) {
    return ranked.get(i).passage().source();
  }
}
