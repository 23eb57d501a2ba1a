package dev.tributary.evaluation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How good the answers are.
 *
 * @param questions that were asked
 * @param skipped questions to which nothing is relevant
 * @param recallAt how far down a list recall looks
 * @param baseline the name of the configuration that all else is compared with
 * @param configurations ways to rank the same lists, the baseline first
 * @param sources the sources, each by itself and what the answer is without it
 * @param weights that were tuned; null when none were
 * @param degraded what was not as it should be with sources and rankings, each once, and for how
 *     many questions
 */
public record Report(
    int questions,
    int skipped,
    int recallAt,
    String baseline,
    List<Row> configurations,
    List<SourceRow> sources,
    @Nullable Weights weights,
    List<String> degraded) {
  /**
   * Scores on average.
   *
   * @param all over all questions
   * @param languages over the questions of each language
   */
  public record Means(Scores all, Map<String, Language> languages) {}

  /** Scores over the questions of one language. */
  public record Language(int questions, Scores scores) {}

  /**
   * A difference in nDCG@10 to the baseline.
   *
   * @param difference above 0: better than the baseline
   * @param p the chance of such a difference, or a larger one, between ways that are alike: of a
   *     paired randomisation test, for this one comparison
   */
  public record Comparison(double difference, double p) {}

  /**
   * A way to rank.
   *
   * @param toBaseline null for the baseline itself
   */
  public record Row(String name, Means means, @Nullable Comparison toBaseline) {}

  /**
   * A source.
   *
   * @param answered how many questions it answered, be it that it knows nothing
   * @param p50Ms of the time it took; null when it was never asked
   * @param alone its own list
   * @param without the baseline without it; null when it is the only one
   */
  public record SourceRow(
      String name,
      String kind,
      int answered,
      @Nullable Long p50Ms,
      @Nullable Long p95Ms,
      Means alone,
      @Nullable Without without) {}

  /**
   * The answer without one source.
   *
   * @param toBaseline below 0: the answer is worse without the source
   * @param p95Ms how long the slowest of the others took, which the answer waits for
   */
  public record Without(Means means, Comparison toBaseline, long p95Ms) {}

  /**
   * Weights of sources, tuned on some questions and tried on others.
   *
   * @param folds in how many parts
   * @param before nDCG@10 with the weights as they are
   * @param heldOut nDCG@10 of each question with weights that were tuned without it
   * @param toBaseline between those two
   * @param better whether the tuned weights are to be recommended: better, and p below .05
   * @param tuned on all questions, by the source's name
   * @param lines that configure them; none when all weights stay as they are
   */
  public record Weights(
      int folds,
      double before,
      double heldOut,
      Comparison toBaseline,
      boolean better,
      Map<String, Double> tuned,
      List<String> lines) {}
}
