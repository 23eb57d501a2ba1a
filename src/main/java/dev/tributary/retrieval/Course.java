package dev.tributary.retrieval;

import dev.tributary.fanout.SourceCall;
import dev.tributary.fanout.SourceReport;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.TimeLimit;
import dev.tributary.guard.Timers;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.ranking.Ranked;
import dev.tributary.ranking.Ranking;
import dev.tributary.ranking.RankingPlan;
import dev.tributary.ranking.RerankPlan;
import dev.tributary.ranking.Reranked;
import dev.tributary.ranking.SourceList;
import dev.tributary.retrieval.RetrievalPlan.PlannedSource;
import dev.tributary.source.SearchRequest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One retrieval while it happens: its plan with its deadline, and what is made of the reports. */
final class Course {
  private final RetrievalPlan plan;
  private final Deadline deadline;
  private final Opening opening;
  private final QuestionVectors vectors;
  private final List<QuestionVectors> vectorsOfOtherWords;
  private final Timers timers;
  private final String id;
  private final Uni<Vector> rankingVector;
  private final Map<String, SourceList> lists = new ConcurrentHashMap<>();

  Course(
      RetrievalPlan plan,
      Deadline deadline,
      Opening opening,
      QuestionVectors vectors,
      List<QuestionVectors> vectorsOfOtherWords,
      Timers timers) {
    this.plan = plan;
    this.deadline = deadline;
    this.opening = opening;
    this.vectors = vectors;
    this.vectorsOfOtherWords = vectorsOfOtherWords;
    this.timers = timers;
    this.id = "r-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    this.rankingVector = vectors.in(plan.ranking().model());
  }

  /** The same for some of its sources, before any was asked. */
  Course of(List<PlannedSource> some, Step how) {
    return new Course(
        plan.of(some), deadline, opening.and(how), vectors, vectorsOfOtherWords, timers);
  }

  String id() {
    return id;
  }

  /** As the client asked it. */
  String question() {
    return opening.question().text();
  }

  /** Since it was admitted. */
  long elapsedNanos() {
    return timers.nanoTime() - opening.admittedNanos();
  }

  RetrievalPlan plan() {
    return plan;
  }

  Deadline deadline() {
    return deadline;
  }

  /** By when all must be in one list, so that a reranker still has its time. */
  Deadline rankingDeadline() {
    RerankPlan rerank = plan.rerank();
    return rerank == null ? deadline : deadline.minus(rerank.budget());
  }

  /** The question's vector in the ranking's model. */
  Uni<Vector> rankingVector() {
    return rankingVector;
  }

  /** Begins to compute the vector that the ranking will want, while the sources are asked. */
  Cancellable embedEarly() {
    return plan.ranking().cosine() == RankingPlan.Cosine.NONE
        ? () -> {}
        : rankingVector.subscribe().with(_ -> {}, _ -> {});
  }

  /** What each source is asked. */
  List<SourceCall> calls() {
    Deadline forSources = deadline.minus(plan.reserve());
    List<SourceCall> calls = new ArrayList<>(plan.sources().size());
    for (PlannedSource source : plan.sources()) {
      calls.add(
          new SourceCall(
              source.source(),
              search(plan.request().question(), vectors, source, forSources),
              source.waitTime(),
              source.mandatory(),
              inOtherWords(source, forSources)));
    }
    return calls;
  }

  /** What is paid for by the call is asked once. */
  private List<SearchRequest> inOtherWords(PlannedSource source, Deadline forSources) {
    List<Question> wordings = plan.request().otherWords();
    if (wordings.isEmpty() || source.source().source().settings().metered()) {
      return List.of();
    }
    List<SearchRequest> requests = new ArrayList<>(wordings.size());
    for (int i = 0; i < wordings.size(); i++) {
      requests.add(search(wordings.get(i), vectorsOfOtherWords.get(i), source, forSources));
    }
    return requests;
  }

  private SearchRequest search(
      Question question, QuestionVectors vectors, PlannedSource source, Deadline forSources) {
    String model = source.source().source().capabilities().model();
    boolean returnVectors =
        plan.ranking().cosine() != RankingPlan.Cosine.NONE
            && source.source().source().capabilities().returnsVectors()
            && plan.ranking().model() != null
            && plan.ranking().model().equals(model);
    return new SearchRequest(
        question,
        source.limit(),
        plan.request().filter(),
        forSources.within(source.waitTime()),
        vectorFor(source, vectors, forSources, model),
        returnVectors,
        plan.request().hops());
  }

  // A source that can also search by words must know in time that no vector will come.
  private Uni<Vector> vectorFor(
      PlannedSource source, QuestionVectors vectors, Deadline forSources, @Nullable String model) {
    if (model == null) {
      return vectors.in(null);
    }
    Duration patience = forSources.cap(source.waitTime()).dividedBy(2);
    return TimeLimit.of(vectors.in(model), patience, timers, QuestionVectors::late);
  }

  /** The lists that came, in the order of the plan. */
  List<SourceList> lists(List<SourceReport> reports) {
    List<SourceList> came = new ArrayList<>(reports.size());
    for (PlannedSource source : plan.sources()) {
      String name = source.source().source().name();
      for (SourceReport report : reports) {
        if (report.source().equals(name)) {
          came.add(list(source, report));
        }
      }
    }
    return came;
  }

  /** How much each source's passages count. */
  Map<String, Double> weights() {
    Map<String, Double> weights = new HashMap<>();
    for (PlannedSource source : plan.sources()) {
      weights.put(source.source().source().name(), source.weight());
    }
    return weights;
  }

  /**
   * The reports of its sources among those that were gathered, in the order of the plan.
   *
   * @throws RetrievalException.Unserviceable when a source is chosen that was not asked
   */
  List<SourceReport> reportsOf(Gathered gathered) {
    Map<String, SourceReport> asked = new TreeMap<>();
    gathered.reports().forEach(report -> asked.put(report.source(), report));
    List<SourceReport> reports = new ArrayList<>(plan.sources().size());
    for (PlannedSource source : plan.sources()) {
      String name = source.source().source().name();
      SourceReport report = asked.get(name);
      if (report == null) {
        throw new RetrievalException.Unserviceable(
            List.of(
                new RetrievalException.Unserviceable.Problem(
                    "#/sources", "this source was not asked", name, List.copyOf(asked.keySet()))));
      }
      reports.add(report);
    }
    return reports;
  }

  /** Does for one source what ranking it will take, while others are awaited. */
  void prepare(SourceReport report, Ranking ranking) {
    for (PlannedSource source : plan.sources()) {
      if (report.source().equals(source.source().source().name())) {
        ranking.prepare(list(source, report), plan.ranking());
      }
    }
  }

  private SourceList list(PlannedSource source, SourceReport report) {
    return lists.computeIfAbsent(
        report.source(),
        name ->
            new SourceList(
                name,
                source.weight(),
                source.source().source().settings().priority(),
                report.outcome().passages()));
  }

  /** What was ranked, packed as the request wants it. */
  Uni<Ranked> packed(Uni<Ranked> ranked, Ranking ranking) {
    RetrievalRequest request = plan.request();
    return request.packing().isPlain()
        ? ranked
        : ranked.chain(r -> ranking.pack(r, request.topK(), request.packing(), deadline));
  }

  /** The answer that these reports and this ranking make. */
  Retrieval retrieval(Ranked ranked, List<SourceReport> reports, long rankingNanos) {
    return retrieval(ranked, null, reports, List.of(Step.ofRanking(ranked, rankingNanos)));
  }

  /** The answer that these reports and this ranking make, once a reranker has judged it. */
  Retrieval retrieval(
      Reranked judged, List<SourceReport> reports, long rankingNanos, long judgingNanos) {
    Ranked ranked = judged.ranked();
    return retrieval(
        ranked,
        judged.answerable(),
        reports,
        List.of(Step.ofRanking(ranked, rankingNanos), Step.ofReranking(judged, judgingNanos)));
  }

  private Retrieval retrieval(
      Ranked ranked,
      @Nullable Boolean answerable,
      List<SourceReport> reports,
      List<Step> ofRanking) {
    List<Step> steps = new ArrayList<>(opening.steps());
    steps.addAll(vectors.steps());
    steps.addAll(ofRanking);
    long took = elapsedNanos() / 1_000_000;
    return new Retrieval(
        id,
        opening.question(),
        ranked,
        answerable,
        Coverage.of(plan.sources().size(), reports, steps),
        reports,
        steps,
        took);
  }

  /**
   * @throws RetrievalException.Incomplete when the answer is less whole than the request allows
   */
  void requireWholeEnough(Retrieval retrieval) {
    RetrievalRequest request = plan.request();
    int answered = retrieval.coverage().answered();
    if (answered < request.minSources()) {
      throw new RetrievalException.Incomplete(
          answered + " of at least " + request.minSources() + " sources answered", retrieval);
    }
    for (PlannedSource source : plan.sources()) {
      String name = source.source().source().name();
      if (source.required() && !answered(retrieval, name)) {
        throw new RetrievalException.Incomplete(
            "the required source " + name + " is missing", retrieval);
      }
    }
    if (request.failOnPartial() && !retrieval.coverage().complete()) {
      throw new RetrievalException.Incomplete("the answer is not complete", retrieval);
    }
  }

  private static boolean answered(Retrieval retrieval, String name) {
    return retrieval.sources().stream()
        .anyMatch(r -> r.source().equals(name) && r.outcome().answered());
  }
}
