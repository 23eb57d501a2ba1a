package dev.tributary.evaluation;

import dev.tributary.passage.Signal;
import dev.tributary.ranking.Contribution;
import dev.tributary.ranking.FusionMethod;
import dev.tributary.ranking.RankedPassage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One question's ranking, taken apart so that other weights of sources put it in another order
 * without scoring anything again: some microseconds, where ranking again takes milliseconds.
 *
 * <p>It holds what {@link Contribution} promises. A part of a source's list grows with the weight
 * of the source; {@code pooled} adds the logarithm of the largest weight among the sources that
 * found a passage. Which candidates get a cosine may depend on weights too, and stays as it was.
 */
final class Weighable {
  /** What is further down no weight brings among the first ten. */
  private static final int MOST_LOOKED_AT = 300;

  /**
   * A passage.
   *
   * @param score what no weight changes
   * @param sources those that found it, as places in the list of all; none for a passage that a
   *     reranker judged, which no weight moves
   * @param perWeight what each of them adds a unit of weight; for {@code pooled} not looked at
   */
  @SuppressWarnings("ArrayRecordComponent") // read here alone
  private record Item(
      String document, int judgment, double score, int[] sources, double[] perWeight) {}

  private final boolean pooled;
  private final List<Item> items;
  private final double ideal;

  private Weighable(boolean pooled, List<Item> items, double ideal) {
    this.pooled = pooled;
    this.items = items;
    this.ideal = ideal;
  }

  /**
   * Takes a ranking apart.
   *
   * @param sources all that were asked
   */
  static Weighable of(
      FusionMethod method,
      List<RankedPassage> ranked,
      List<String> sources,
      Judge judge,
      double ideal) {
    boolean pooled = method == FusionMethod.POOLED;
    List<RankedPassage> looked = ranked.subList(0, Math.min(MOST_LOOKED_AT, ranked.size()));
    List<Item> items = new ArrayList<>(looked.size());
    for (RankedPassage passage : looked) {
      String document = judge.document(passage);
      items.add(item(pooled, passage, sources, document, judge.score(document)));
    }
    return new Weighable(pooled, items, ideal);
  }

  private static Item item(
      boolean pooled, RankedPassage passage, List<String> sources, String document, int judgment) {
    if (passage.contributions().stream().anyMatch(part -> part.signal() == Signal.RERANK)) {
      return new Item(document, judgment, passage.score(), new int[0], new double[0]);
    }
    int[] found = passage.sources().stream().mapToInt(sources::indexOf).toArray();
    double[] perWeight = new double[found.length];
    double score = 0;
    for (Contribution part : passage.contributions()) {
      if (!pooled && part.source() != null) {
        double unit = part.weight() > 0 ? part.part() / part.weight() : 0;
        perWeight[passage.sources().indexOf(part.source())] += unit;
      } else if (part.signal() != Signal.WEIGHT) {
        score += part.part();
      }
    }
    return new Item(document, judgment, score, found, perWeight);
  }

  /** nDCG@10 under other weights, one a source. */
  double ndcg(double[] weights) {
    double[] scores = new double[items.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = score(items.get(i), weights);
    }
    Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
    // Stable: ties stay as the ranking itself broke them.
    Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
    return ideal == 0 ? 0 : Metrics.gain(best(order), Scores.CUTOFF) / ideal;
  }

  private int[] best(Integer[] order) {
    int[] best = new int[Scores.CUTOFF];
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < order.length && seen.size() < best.length; i++) {
      Item item = items.get(order[i]);
      if (seen.add(item.document)) {
        best[seen.size() - 1] = item.judgment;
      }
    }
    return best;
  }

  private double score(Item item, double[] weights) {
    if (item.sources.length == 0) {
      return item.score;
    }
    double sum = item.score;
    double heaviest = 0;
    for (int i = 0; i < item.sources.length; i++) {
      double weight = weights[item.sources[i]];
      heaviest = Math.max(heaviest, weight);
      sum += pooled ? 0 : weight * item.perWeight[i];
    }
    // What only sources of weight 0 found comes behind all else.
    return pooled ? sum + Math.log(Math.max(heaviest, Double.MIN_NORMAL)) : sum;
  }
}
