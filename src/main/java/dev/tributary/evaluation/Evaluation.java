package dev.tributary.evaluation;

import dev.tributary.ranking.FusionMethod;
import dev.tributary.retrieval.RetrievalRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be evaluated.
 *
 * @param collection the questions and their judgments
 * @param request how each question is asked; its way to rank is what others are compared with, its
 *     question is replaced
 * @param others ways to rank besides that and all methods of fusion, with names of their own
 * @param recallAt how far down a list recall looks, 1 to {@value RetrievalRequest#MAX_TOP_K}
 * @param concurrency how many questions are asked at once, 1 to {@value #MAX_CONCURRENCY}
 * @param folds in how many parts weights are tuned and tried, {@value #MIN_FOLDS} to {@value
 *     #MAX_FOLDS}; 0 to leave them alone
 */
public record Evaluation(
    TestCollection collection,
    RetrievalRequest request,
    List<Configuration> others,
    int recallAt,
    int concurrency,
    int folds) {
  public static final int DEFAULT_CONCURRENCY = 4;
  public static final int MAX_CONCURRENCY = 16;
  public static final int DEFAULT_FOLDS = 5;
  public static final int MIN_FOLDS = 2;
  public static final int MAX_FOLDS = 20;
  public static final int MAX_OTHERS = 20;

  public Evaluation {
    others = List.copyOf(others);
    if (recallAt < 1 || recallAt > RetrievalRequest.MAX_TOP_K) {
      throw new IllegalArgumentException(
          "recall is looked for in the first 1 to " + RetrievalRequest.MAX_TOP_K);
    }
    if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
      throw new IllegalArgumentException("1 to " + MAX_CONCURRENCY + " questions at once");
    }
    if (folds != 0 && (folds < MIN_FOLDS || folds > MAX_FOLDS)) {
      throw new IllegalArgumentException(MIN_FOLDS + " to " + MAX_FOLDS + " folds");
    }
    if (folds > collection.questions().size()) {
      throw new IllegalArgumentException(
          "%d folds need as many questions with judgments, there are %d"
              .formatted(folds, collection.questions().size()));
    }
    configurations(request, others);
  }

  /** What all else is compared with. */
  Configuration baseline() {
    return Configuration.of(request);
  }

  /** All ways to rank, the baseline first. */
  List<Configuration> configurations() {
    return new ArrayList<>(configurations(request, others).values());
  }

  private static Map<String, Configuration> configurations(
      RetrievalRequest request, List<Configuration> others) {
    Configuration baseline = Configuration.of(request);
    Map<String, Configuration> all = new LinkedHashMap<>();
    all.put(baseline.name(), baseline);
    for (FusionMethod method : FusionMethod.values()) {
      all.putIfAbsent(method.wireName(), baseline.fusedBy(method));
    }
    for (Configuration other : others) {
      if (all.putIfAbsent(other.name(), other) != null) {
        throw new IllegalArgumentException("two ways to rank have the name " + other.name());
      }
    }
    return all;
  }
}
