package dev.tributary.retrieval;

import dev.tributary.fanout.SourceReport;
import java.util.List;
import java.util.Map;

/**
 * What sources answered to one question.
 *
 * @param request that they were asked by
 * @param reports one a source, in the order in which they were chosen
 * @param weights of the sources, by their names
 */
public record Gathered(
    RetrievalRequest request, List<SourceReport> reports, Map<String, Double> weights) {
  public Gathered {
    reports = List.copyOf(reports);
    weights = Map.copyOf(weights);
  }
}
