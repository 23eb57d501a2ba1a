package dev.tributary.evaluation;

import dev.tributary.evaluation.Answered.Heard;
import dev.tributary.evaluation.TestCollection.Judged;
import dev.tributary.fanout.SourceReport;
import dev.tributary.passage.Passage;
import dev.tributary.ranking.FusionMethod;
import dev.tributary.ranking.Ranked;
import dev.tributary.retrieval.Coverage;
import dev.tributary.retrieval.Gathered;
import dev.tributary.retrieval.Gatherer;
import dev.tributary.retrieval.Retrieval;
import dev.tributary.retrieval.RetrievalRequest;
import dev.tributary.retrieval.Step;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Asks one question's sources, and ranks what they answered in every way, one after the other.
 *
 * <p>What it works out itself it does on the worker, since sources may end on an event loop.
 */
final class Asking {
  private final Gatherer gatherer;
  private final Executor worker;
  private final Evaluation evaluation;
  private final Judged question;
  private final RetrievalRequest request;

  Asking(Gatherer gatherer, Executor worker, Evaluation evaluation, Judged question) {
    this.gatherer = gatherer;
    this.worker = worker;
    this.evaluation = evaluation;
    this.question = question;
    this.request = evaluation.request().asking(question.question());
  }

  Uni<Answered> run() {
    // Asked for the method that wants most of the sources: their vectors.
    return Uni.createFrom()
        .deferred(() -> gatherer.gather(request.fusedBy(FusionMethod.POOLED, request.k())))
        .runSubscriptionOn(worker)
        .emitOn(worker)
        .chain(this::rankInEveryWay);
  }

  private Uni<Answered> rankInEveryWay(Gathered gathered) {
    Tally tally = new Tally(gathered);
    return Multi.createFrom()
        .iterable(evaluation.configurations())
        .onItem()
        .transformToUniAndConcatenate(
            way -> rank(gathered, way, tally).invoke(r -> tally.configuration(way, r)))
        .onCompletion()
        .switchTo(
            () ->
                Multi.createFrom()
                    .iterable(tally.dispensable())
                    .onItem()
                    .transformToUniAndConcatenate(
                        name ->
                            rank(gathered, evaluation.baseline().leavingOut(name), tally)
                                .invoke(r -> tally.without(name, r))))
        .collect()
        .last()
        .chain(
            last ->
                evaluation.folds() == 0
                    ? Uni.createFrom().item(last)
                    : rank(gathered, evaluation.baseline().unpacked(), tally).invoke(tally::weigh))
        .map(_ -> tally.answered());
  }

  private Uni<Ranked> rank(Gathered gathered, Configuration way, Tally tally) {
    return gatherer
        .rankAgain(gathered, way.request().asking(question.question()))
        .emitOn(worker)
        .invoke(retrieval -> retrieval.steps().forEach(tally::note))
        .map(Retrieval::ranked);
  }

  /** Collects the numbers. */
  private final class Tally {
    private final List<SourceReport> reports;
    private final List<String> sources;
    private final Map<String, Double> weights;
    private final Judge judge;
    private final Map<String, Scores> configurations = new LinkedHashMap<>();
    private final Map<String, Scores> without = new LinkedHashMap<>();
    private final TreeSet<String> degraded = new TreeSet<>();
    private @Nullable Weighable ranking;

    Tally(Gathered gathered) {
      reports = gathered.reports();
      weights = gathered.weights();
      sources = reports.stream().map(SourceReport::source).toList();
      Map<String, List<Passage>> lists = new HashMap<>();
      reports.forEach(report -> lists.put(report.source(), report.outcome().passages()));
      judge = new Judge(question.judgments(), lists);
      reports.forEach(this::note);
    }

    /** Sources without which there is still an answer. */
    List<String> dispensable() {
      return sources.size() > 1 ? sources : List.of();
    }

    void configuration(Configuration way, Ranked ranked) {
      configurations.put(way.name(), scores(judge.scores(ranked.passages())));
    }

    void weigh(Ranked ranked) {
      double ideal = Metrics.idealGain(question.judgments().values(), Scores.CUTOFF);
      ranking = Weighable.of(request.fusion(), ranked.passages(), sources, judge, ideal);
    }

    void without(String source, Ranked ranked) {
      without.put(source, scores(judge.scores(ranked.passages())));
    }

    private void note(SourceReport report) {
      String shortfall = Coverage.shortfall(report.outcome());
      if (shortfall != null) {
        degraded.add("source " + report.source() + ": " + shortfall);
      }
    }

    void note(Step step) {
      if (step.status() == Step.Status.DEGRADED) {
        degraded.add(step.name() + ": " + step.detail());
      }
    }

    Answered answered() {
      Map<String, Scores> bySource = new LinkedHashMap<>();
      sources.forEach(name -> bySource.put(name, scores(judge.scoresOfSource(name))));
      List<Heard> heard = reports.stream().map(report -> heard(report, weights)).toList();
      return new Answered(question, configurations, bySource, without, heard, ranking, degraded);
    }

    private Scores scores(int[] list) {
      return Scores.of(list, question.judgments().values(), evaluation.recallAt());
    }
  }

  private static Heard heard(SourceReport report, Map<String, Double> weights) {
    return new Heard(
        report.source(),
        report.kind(),
        weights.getOrDefault(report.source(), 1.0),
        report.attempts() > 0,
        report.outcome().answered(),
        report.mandatory(),
        report.elapsedMillis());
  }
}
