package dev.tributary.retrieval;

import dev.tributary.passage.Question;
import java.util.ArrayList;
import java.util.List;

/**
 * What was before the sources were asked.
 *
 * @param question as the client asked it
 * @param admittedNanos when, on the clock of the retrieval
 * @param steps that were needed to ask it at all
 */
record Opening(Question question, long admittedNanos, List<Step> steps) {
  /** The same with one step more. */
  Opening and(Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new Opening(question, admittedNanos, List.copyOf(more));
  }
}
