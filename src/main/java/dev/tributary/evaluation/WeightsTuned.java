package dev.tributary.evaluation;

import dev.tributary.evaluation.Answered.Heard;
import dev.tributary.evaluation.Report.Comparison;
import dev.tributary.evaluation.Report.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Weights by cross-validation: what they are worth is told by questions that they were not tuned
 * on, what they are by all questions.
 */
final class WeightsTuned {
  private static final double SIGNIFICANT = 0.05;

  private final List<Heard> sources;
  private final List<Weighable> rankings;
  private final int folds;
  private final double[] start;
  private final Tuning tuning;

  WeightsTuned(List<Answered> answered, int folds, BooleanSupplier unwanted) {
    this.sources = answered.getFirst().heard();
    this.rankings = answered.stream().map(Answered::ranking).map(Objects::requireNonNull).toList();
    this.folds = folds;
    this.start = sources.stream().mapToDouble(Heard::weight).toArray();
    this.tuning = new Tuning(start, unwanted);
  }

  Weights weights() {
    double[] before = rankings.stream().mapToDouble(ranking -> ranking.ndcg(start)).toArray();
    double[] heldOut = heldOut();
    Comparison toBaseline = Summary.compared(heldOut, before);
    double[] tuned = tuning.best(rankings);
    Map<String, Double> byName = new TreeMap<>();
    for (int i = 0; i < tuned.length; i++) {
      byName.put(sources.get(i).name(), tuned[i]);
    }
    return new Weights(
        folds,
        mean(before),
        mean(heldOut),
        toBaseline,
        toBaseline.difference() > 0 && toBaseline.p() < SIGNIFICANT,
        byName,
        lines(tuned));
  }

  /** Each question's nDCG@10 under weights that were tuned on the other folds. */
  private double[] heldOut() {
    List<Integer> foldOf = Tuning.folds(rankings.size(), folds);
    double[] ndcgs = new double[rankings.size()];
    for (int fold = 0; fold < folds; fold++) {
      List<Weighable> others = new ArrayList<>();
      for (int i = 0; i < ndcgs.length; i++) {
        if (foldOf.get(i) != fold) {
          others.add(rankings.get(i));
        }
      }
      double[] weights = tuning.best(others);
      for (int i = 0; i < ndcgs.length; i++) {
        if (foldOf.get(i) == fold) {
          ndcgs[i] = rankings.get(i).ndcg(weights);
        }
      }
    }
    return ndcgs;
  }

  /** Configuration of what is to be another weight than it is. */
  private List<String> lines(double[] tuned) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < tuned.length; i++) {
      if (tuned[i] != start[i]) {
        Heard source = sources.get(i);
        lines.add(
            String.format(
                Locale.ROOT,
                "tributary.source.%s.\"%s\".weight=%s",
                source.kind(),
                source.name(),
                tuned[i]));
      }
    }
    return lines;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }
}
