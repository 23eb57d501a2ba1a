package dev.tributary.retrieval;

import dev.tributary.fanout.SourceOutcome;
import dev.tributary.fanout.SourceReport;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How whole an answer is.
 *
 * @param requested how many sources were to be asked
 * @param answered how many gave their answer, be it that they know nothing
 * @param complete every mandatory source answered in full and no step was degraded
 * @param degraded what was not as it should be, each word once, in alphabetical order: statuses of
 *     sources, their degradations, names of steps
 */
public record Coverage(int requested, int answered, boolean complete, List<String> degraded) {
  public Coverage {
    degraded = List.copyOf(degraded);
  }

  /** The coverage of what has been reported so far. */
  static Coverage of(int requested, List<SourceReport> reports, List<Step> steps) {
    SequencedSet<String> degraded = new TreeSet<>();
    int answered = 0;
    boolean complete = reports.size() == requested;
    for (SourceReport report : reports) {
      SourceOutcome outcome = report.outcome();
      String shortfall = shortfall(outcome);
      if (outcome.answered()) {
        answered++;
      }
      if (shortfall != null) {
        degraded.add(shortfall);
        complete &= !report.mandatory();
      }
    }
    for (Step step : steps) {
      if (step.status() == Step.Status.DEGRADED) {
        degraded.add(step.name());
        complete = false;
      }
    }
    return new Coverage(requested, answered, complete, List.copyOf(degraded));
  }

  /** What an outcome is short of; null when it is whole. */
  public static @Nullable String shortfall(SourceOutcome outcome) {
    return switch (outcome) {
      case SourceOutcome.Ok ok -> ok.found().degraded();
      case SourceOutcome.Empty empty -> empty.found().degraded();
      case SourceOutcome.Timeout _,
          SourceOutcome.Failed _,
          SourceOutcome.BreakerOpen _,
          SourceOutcome.Rejected _,
          SourceOutcome.Cancelled _ ->
          outcome.status();
    };
  }
}
