package dev.tributary.retrieval;

import dev.tributary.fanout.SourceReport;
import dev.tributary.passage.Question;
import dev.tributary.ranking.Ranked;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer: passages, and the truth about how they came about.
 *
 * @param id of this retrieval
 * @param question that was asked
 * @param ranked the passages, best first, and how they were ranked
 * @param answerable whether any passage reached the threshold of the request; null when it had
 *     none, or when no reranker could judge
 * @param coverage how whole it is
 * @param sources one report a source, in the order in which they were chosen
 * @param steps what else was needed
 * @param tookMillis from admission to the end
 */
public record Retrieval(
    String id,
    Question question,
    Ranked ranked,
    @Nullable Boolean answerable,
    Coverage coverage,
    List<SourceReport> sources,
    List<Step> steps,
    long tookMillis) {
  public Retrieval {
    sources = List.copyOf(sources);
    steps = List.copyOf(steps);
  }
}
