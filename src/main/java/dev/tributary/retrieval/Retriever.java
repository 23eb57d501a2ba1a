package dev.tributary.retrieval;

import dev.tributary.conversation.Condenser;
import dev.tributary.fanout.FanOut;
import dev.tributary.fanout.Home;
import dev.tributary.guard.Timers;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The use case on one screen: plan, fan out, rank, report.
 *
 * <ol>
 *   <li>The request is admitted, or shed when too many are in flight; its deadline is fixed now. A
 *       question that leans on what was said before is made to stand alone.
 *   <li>The plan decides whom to ask, for how long, and how to rank; nothing later depends on a
 *       running clock.
 *   <li>All sources are asked at once; those that want the question's vector share one.
 *   <li>What came in time is ranked, back on the caller's own context; then a reranker judges the
 *       best, if one was asked for, and what is left is packed as the request wants it.
 *   <li>The report says how whole the answer is; an answer less whole than the request allows is a
 *       failure.
 * </ol>
 */
@Singleton
public class Retriever {
  private final Admission admission;
  private final Planner planner;
  private final Condenser condenser;
  private final Courses courses;
  private final Router router;
  private final FanOut fanOut;
  private final Merging merging;
  private final Timers timers;
  private final RetrievalTelemetry telemetry;

  public Retriever(
      Admission admission,
      Planner planner,
      Condenser condenser,
      Courses courses,
      Router router,
      FanOut fanOut,
      Merging merging,
      Timers timers,
      RetrievalTelemetry telemetry) {
    this.admission = admission;
    this.planner = planner;
    this.condenser = condenser;
    this.courses = courses;
    this.router = router;
    this.fanOut = fanOut;
    this.merging = merging;
    this.timers = timers;
    this.telemetry = telemetry;
  }

  /**
   * Asks the chosen sources and merges what they found.
   *
   * <p>Lazy; cancelling it cancels all upstream calls. Fails with {@link RetrievalException} alone.
   */
  public Uni<Retrieval> retrieve(RetrievalRequest request, RetrievalObserver observer) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Executor home = Home.current();
              return admission.now(() -> admitted(request, observer, home));
            });
  }

  /**
   * The same for one of many questions that nobody waits for singly: it waits for its turn behind
   * others of its sort, and its deadline begins then.
   */
  public Uni<Retrieval> retrieveInTurn(RetrievalRequest request) {
    return admission.inTurn(() -> admitted(request, RetrievalObserver.NONE, Home.current()));
  }

  /** How many questions are in flight. */
  public int inFlight() {
    return admission.inFlight();
  }

  private Uni<Retrieval> admitted(
      RetrievalRequest request, RetrievalObserver observer, Executor home) {
    long now = timers.nanoTime();
    return request.history().isEmpty()
        ? asked(request, new Opening(request.question(), now, List.of()), observer, home)
        : condensed(request, now, observer, home);
  }

  private Uni<Retrieval> condensed(
      RetrievalRequest request, long admitted, RetrievalObserver observer, Executor home) {
    Duration limit = planner.condensing(request, condenser.waitTime());
    return condenser
        .condense(request.question(), request.history(), limit)
        .emitOn(home)
        .chain(
            condensed -> {
              Step step = Step.ofCondensing(condensed, timers.nanoTime() - admitted);
              return asked(
                  request.standingAlone(condensed.question(), limit),
                  new Opening(request.question(), admitted, List.of(step)),
                  observer,
                  home);
            });
  }

  private Uni<Retrieval> asked(
      RetrievalRequest request, Opening opening, RetrievalObserver observer, Executor home) {
    Course course = begin(request, opening);
    Integer most = request.mostSources();
    return most == null
        ? asked(course, observer, home)
        : router.route(course, most).emitOn(home).chain(routed -> asked(routed, observer, home));
  }

  private Uni<Retrieval> asked(Course course, RetrievalObserver observer, Executor home) {
    // In the caller's trace, whose span may have ended with the answer by then.
    Executor afterwards = Context.current().wrap(Home.afterwards());
    SoFar soFar = new SoFar(course, merging.ranking(), observer);
    Cancellable early = course.embedEarly();
    return fanOut
        .ask(course.calls(), soFar::ended)
        .emitOn(home)
        .chain(
            reports -> {
              router.learn(reports);
              return merging.merge(course, reports);
            })
        .emitOn(home)
        .invoke(course::requireWholeEnough)
        .onTermination()
        .invoke(
            (answer, failure, _) -> {
              soFar.over();
              early.cancel();
              if (observer.isCounted()) {
                long took = course.elapsedNanos();
                afterwards.execute(() -> telemetry.ended(course, took, answer, failure));
              }
            });
  }

  private Course begin(RetrievalRequest request, Opening opening) {
    try {
      return courses.begin(request, opening);
    } catch (RetrievalException.Unserviceable problem) {
      telemetry.unserviceable();
      throw problem;
    }
  }
}
