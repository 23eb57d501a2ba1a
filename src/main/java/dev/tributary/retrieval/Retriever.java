package dev.tributary.retrieval;

import dev.tributary.conversation.Condenser;
import dev.tributary.embedding.Embedders;
import dev.tributary.fanout.FanOut;
import dev.tributary.fanout.Home;
import dev.tributary.fanout.SourceReport;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.Limiter;
import dev.tributary.guard.LimiterFullException;
import dev.tributary.guard.Timers;
import dev.tributary.passage.Question;
import dev.tributary.ranking.Packing;
import dev.tributary.ranking.Ranked;
import dev.tributary.ranking.Ranking;
import dev.tributary.ranking.RerankPlan;
import dev.tributary.ranking.Reranking;
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
  /** Kept for what comes after a reranker that was late. */
  private static final Duration WRITING = Duration.ofMillis(2);

  /** The same when the answer must be packed, too. */
  private static final Duration PACKING = Duration.ofMillis(20);

  /** Questions of batches that may wait for their turn. */
  private static final int MOST_WAITING = 10_000;

  /** What ranking again may take: nobody waits for it as for an answer. */
  private static final Duration NO_HURRY = Duration.ofSeconds(30);

  private final Planner planner;
  private final FanOut fanOut;
  private final Ranking ranking;
  private final Condenser condenser;
  private final Embedders embedders;
  private final Timers timers;
  private final RetrievalTelemetry telemetry;
  private final Limiter inFlight;
  private final Limiter inBatches;
  private final int maxInFlight;

  public Retriever(
      Planner planner,
      FanOut fanOut,
      Ranking ranking,
      Condenser condenser,
      Embedders embedders,
      Timers timers,
      RetrievalTelemetry telemetry,
      RetrievalConfig config) {
    if (config.maxInFlight() < 1 || config.maxInFlight() > 100_000) {
      throw new BadConfiguration(
          "tributary.retrieval.max-in-flight", String.valueOf(config.maxInFlight()), "1 to 100000");
    }
    this.planner = planner;
    this.fanOut = fanOut;
    this.ranking = ranking;
    this.condenser = condenser;
    this.embedders = embedders;
    this.timers = timers;
    this.telemetry = telemetry;
    this.maxInFlight = config.maxInFlight();
    this.inFlight = new Limiter(maxInFlight, 0, timers);
    telemetry.watch(inFlight, maxInFlight);
    this.inBatches = new Limiter(Math.max(1, maxInFlight / 2), MOST_WAITING, timers);
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
              return inFlight.limit(
                  Uni.createFrom().deferred(() -> admitted(request, observer, home)), _ -> {});
            })
        .onFailure(LimiterFullException.class)
        .transform(
            _ -> {
              telemetry.shed();
              return new RetrievalException.Shed(maxInFlight);
            });
  }

  /**
   * The same for one of many questions that nobody waits for singly: it waits for its turn behind
   * others of its sort, which together take half of the places, and its deadline begins then.
   */
  public Uni<Retrieval> retrieveInTurn(RetrievalRequest request) {
    return inBatches
        .limit(retrieve(request, RetrievalObserver.NONE), _ -> {})
        .onFailure(LimiterFullException.class)
        .transform(_ -> new RetrievalException.Shed(maxInFlight));
  }

  /**
   * Asks the sources of one of many questions, in its turn as {@link #retrieveInTurn} does, and
   * keeps what they answered, to be ranked in more ways than one.
   */
  public Uni<Gathered> gather(RetrievalRequest request) {
    return inBatches
        .limit(inFlight.limit(Uni.createFrom().deferred(() -> gathered(request)), _ -> {}), _ -> {})
        .onFailure(LimiterFullException.class)
        .transform(_ -> new RetrievalException.Shed(maxInFlight));
  }

  private Uni<Gathered> gathered(RetrievalRequest request) {
    Executor home = Home.current();
    Course course = begin(planner.plan(request));
    return fanOut
        .ask(course.calls(), _ -> {})
        .emitOn(home)
        .map(reports -> new Gathered(request, reports, course.weights()));
  }

  /**
   * The answer that a request would have got had its sources answered as they did: by the same
   * code, without asking anybody. All candidates are in it, up to {@value
   * RetrievalRequest#MAX_TOP_K}, whatever its {@code topK}; however incomplete it is, it is no
   * failure.
   *
   * @param request may choose fewer sources, other weights and another way to rank; what it would
   *     ask of a source is not looked at, since that was asked
   */
  public Uni<Retrieval> rankAgain(Gathered gathered, RetrievalRequest request) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Executor home = Home.current();
              Course course = begin(planner.plan(request.forAll()).within(NO_HURRY));
              return rank(course, course.reportsOf(gathered)).emitOn(home);
            });
  }

  /** How many questions are in flight. */
  public int inFlight() {
    return inFlight.inFlight();
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
    Course course = begin(plan(request), opening);
    SoFar soFar = new SoFar(course, ranking, observer);
    Cancellable early = course.embedEarly();
    return fanOut
        .ask(course.calls(), soFar::ended)
        .emitOn(home)
        .chain(reports -> rank(course, reports))
        .emitOn(home)
        .invoke(course::requireWholeEnough)
        .onTermination()
        .invoke(
            (answer, failure, _) -> {
              soFar.over();
              early.cancel();
              if (observer.isCounted()) {
                telemetry.ended(course, answer, failure);
              }
            });
  }

  private Course begin(RetrievalPlan plan, Opening opening) {
    RetrievalRequest request = plan.request();
    Deadline deadline = Deadline.after(plan.deadline(), timers::nanoTime);
    return new Course(
        plan,
        deadline,
        opening,
        vectors(request.question(), deadline),
        request.otherWords().isEmpty()
            ? List.of()
            : request.otherWords().stream().map(words -> vectors(words, deadline)).toList(),
        timers);
  }

  private Course begin(RetrievalPlan plan) {
    return begin(plan, new Opening(plan.request().question(), timers.nanoTime(), List.of()));
  }

  private QuestionVectors vectors(Question question, Deadline deadline) {
    return new QuestionVectors(question, deadline, embedders, timers);
  }

  private RetrievalPlan plan(RetrievalRequest request) {
    try {
      return planner.plan(request);
    } catch (RetrievalException.Unserviceable problem) {
      telemetry.unserviceable();
      throw problem;
    }
  }

  private Uni<Retrieval> rank(Course course, List<SourceReport> reports) {
    long started = timers.nanoTime();
    Uni<Ranked> ranked =
        ranking.rank(
            course.plan().request().question(),
            course.lists(reports),
            course.plan().ranking(),
            course.rankingVector(),
            course.rankingDeadline());
    RerankPlan judging = course.plan().rerank();
    return judging == null
        ? course
            .packed(ranked, ranking)
            .map(r -> course.retrieval(r, reports, timers.nanoTime() - started))
        : ranked.chain(r -> rerank(course, r, judging, reports, timers.nanoTime() - started));
  }

  private Uni<Retrieval> rerank(
      Course course,
      Ranked ranked,
      RerankPlan plan,
      List<SourceReport> reports,
      long rankingNanos) {
    long started = timers.nanoTime();
    RetrievalRequest request = course.plan().request();
    Packing packing = request.packing();
    return Reranking.of(
            request.question(),
            ranked,
            plan,
            packing.depth(request.topK()),
            course.deadline().minus(packing.isPlain() ? WRITING : PACKING))
        .chain(
            judged ->
                course.packed(Uni.createFrom().item(judged.ranked()), ranking).map(judged::packed))
        .map(
            judged -> course.retrieval(judged, reports, rankingNanos, timers.nanoTime() - started));
  }
}
