package dev.tributary.evaluation;

import dev.tributary.evaluation.TestCollection.Judged;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of one question: numbers alone, its passages are let go.
 *
 * @param byConfiguration scores by the configuration's name
 * @param bySource scores of each source's own list
 * @param without scores of the baseline without each source
 * @param heard one a source, in the order in which they were chosen
 * @param ranking the baseline's, ready for other weights; when weights are to be tuned
 * @param degraded what was not as it should be with sources and rankings, and why
 */
record Answered(
    Judged question,
    Map<String, Scores> byConfiguration,
    Map<String, Scores> bySource,
    Map<String, Scores> without,
    List<Heard> heard,
    @Nullable Weighable ranking,
    Set<String> degraded) {
  /**
   * How a source took the question.
   *
   * @param weight of it, as configured or chosen
   * @param asked whether it was, at all
   * @param awaited whether the answer waited for it
   */
  record Heard(
      String name,
      String kind,
      double weight,
      boolean asked,
      boolean answered,
      boolean awaited,
      long millis) {
    boolean isSameSource(Heard other) {
      return name.equals(other.name);
    }
  }
}
