package dev.tributary.retrieval;

import dev.tributary.fanout.SourceReport;
import dev.tributary.guard.TimeLimit;
import dev.tributary.guard.Timers;
import dev.tributary.passage.Vector;
import dev.tributary.retrieval.RetrievalPlan.PlannedSource;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leaves out the sources whose profile fits a question least.
 *
 * <p>Never left out: a source that the request calls required, and one that too little is known of.
 * When the question has no vector in time all are asked: routing saves calls, not answers.
 */
@Singleton
class Router {
  static final String STEP = "routing";

  /** So much of the deadline a question's vector may take, as nothing is asked meanwhile. */
  private static final int SHARE = 4;

  private final SourceProfiles profiles;
  private final Timers timers;

  Router(SourceProfiles profiles, Timers timers) {
    this.profiles = profiles;
    this.timers = timers;
  }

  /** Learns from what sources have returned, if profiles are kept. */
  void learn(List<SourceReport> reports) {
    if (profiles.areKept()) {
      profiles.learn(reports);
    }
  }

  /**
   * The same retrieval of as many sources as its request wants.
   *
   * @param most at least 1
   */
  Uni<Course> route(Course course, int most) {
    long started = timers.nanoTime();
    Duration patience = course.deadline().remaining().dividedBy(SHARE);
    return TimeLimit.of(
            profiles.vectorOf(
                course.plan().request().question(), course.deadline().within(patience)),
            patience,
            timers,
            QuestionVectors::late)
        .map(
            question -> {
              List<PlannedSource> asked = best(course.plan().sources(), most, question);
              String detail =
                  "%d of %d sources are asked"
                      .formatted(asked.size(), course.plan().sources().size());
              return course.of(asked, step(Step.Status.OK, started, detail));
            })
        .onFailure()
        .recoverWithItem(
            e ->
                course.of(
                    course.plan().sources(),
                    step(Step.Status.DEGRADED, started, "all are asked: " + e.getMessage())));
  }

  private List<PlannedSource> best(List<PlannedSource> sources, int most, Vector question) {
    List<PlannedSource> known = new ArrayList<>();
    Map<PlannedSource, Double> fits = new HashMap<>();
    Set<PlannedSource> asked = new HashSet<>();
    for (PlannedSource source : sources) {
      SourceProfile profile = profiles.of(source.source().source().name());
      if (source.required() || profile == null) {
        asked.add(source);
      } else {
        known.add(source);
        fits.put(source, profile.fit(question));
      }
    }
    // The order of the plan decides between equals: the sort is stable.
    known.sort(Comparator.comparing(fits::get, Comparator.reverseOrder()));
    asked.addAll(known.subList(0, Math.clamp(most - asked.size(), 0, known.size())));
    return sources.stream().filter(asked::contains).toList();
  }

  private Step step(Step.Status status, long started, String detail) {
    return new Step(STEP, status, (timers.nanoTime() - started) / 1_000_000, detail);
  }
}
