package dev.tributary.retrieval;

import dev.tributary.fanout.FanOut;
import dev.tributary.fanout.GuardedSource;
import dev.tributary.fanout.GuardedSources;
import dev.tributary.fanout.SourceCall;
import dev.tributary.fanout.SourceOutcome;
import dev.tributary.fanout.SourceReport;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.Timers;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.ranking.FusionMethod;
import dev.tributary.ranking.Ranked;
import dev.tributary.ranking.Ranking;
import dev.tributary.ranking.RankingPlan;
import dev.tributary.ranking.SourceList;
import dev.tributary.source.Capabilities;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Runs the path from a fan-out to a ranked list over stages inside this process, until the compiler
 * has seen it often enough. A server that meets its first load cold spends its time on warming up
 * while answers become late.
 */
@Singleton
public class Rehearsals {
  /** How many times its length a stage may take where processors are busy with other things. */
  private static final int PATIENCE = 4;

  /** How often it plays at least; the code of a fan-out is compiled by then. */
  private static final int LEAST_ROUNDS = 60;

  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final float[] COORDINATES = coordinates();
  private static final int SOURCES = 8;
  private static final int AT_ONCE = 4;

  private final List<Rehearsal> stages;
  private final FanOut fanOut;
  private final Ranking ranking;
  private final Timers timers;
  private final Vertx vertx;

  Rehearsals(
      @All List<Rehearsal> stages, FanOut fanOut, Ranking ranking, Timers timers, Vertx vertx) {
    this.stages = stages;
    this.fanOut = fanOut;
    this.ranking = ranking;
    this.timers = timers;
    this.vertx = vertx;
  }

  /** Plays on all stages, one after the other; counts in no metric. */
  public Uni<Void> play() {
    return Multi.createFrom()
        .iterable(stages.stream().filter(Rehearsal::isNeeded).toList())
        .onItem()
        .transformToUniAndConcatenate(
            stage ->
                stage
                    .open()
                    .chain(source -> playOn(source, stage.length()))
                    .eventually(stage::close))
        .collect()
        .last();
  }

  private Uni<Void> playOn(Source source, Duration length) {
    List<GuardedSource> cast = IntStream.range(0, SOURCES).mapToObj(_ -> guarded(source)).toList();
    Deadline end = Deadline.after(length, timers::nanoTime);
    Deadline last = Deadline.after(length.multipliedBy(PATIENCE), timers::nanoTime);
    AtomicInteger rounds = new AtomicInteger();
    return Multi.createBy()
        .repeating()
        .uni(() -> onContext(ask(cast)).invoke(rounds::incrementAndGet))
        .until(_ -> last.isOver() || (end.isOver() && rounds.get() >= LEAST_ROUNDS))
        .onItem()
        .ignoreAsUni();
  }

  private GuardedSource guarded(Source source) {
    return new GuardedSources(
            timers, new SimpleMeterRegistry(), OpenTelemetry.noop().getTracer("rehearsal"))
        .guard(source);
  }

  private Uni<Ranked> ask(List<GuardedSource> cast) {
    Question question = new Question("rehearsal");
    Uni<List<SourceReport>> one =
        Uni.createFrom()
            .deferred(
                () ->
                    fanOut.ask(
                        cast.stream().map(source -> call(source, question)).toList(), _ -> {}));
    return Uni.join()
        .all(IntStream.range(0, AT_ONCE).mapToObj(_ -> one).toList())
        .andFailFast()
        .chain(reports -> rank(question, reports.getFirst()));
  }

  private SourceCall call(GuardedSource source, Question question) {
    Deadline deadline = Deadline.after(DEADLINE, timers::nanoTime);
    Capabilities able = source.source().capabilities();
    Uni<Vector> vector =
        able.model() == null
            ? Uni.createFrom().nothing()
            : Uni.createFrom().item(new Vector(able.model(), COORDINATES));
    return new SourceCall(
        source,
        new SearchRequest(question, 10, null, deadline, vector, able.returnsVectors()),
        DEADLINE,
        true);
  }

  private Uni<Ranked> rank(Question question, List<SourceReport> reports) {
    List<SourceList> lists =
        reports.stream()
            .map(SourceReport::outcome)
            .filter(SourceOutcome.Ok.class::isInstance)
            .map(SourceOutcome.Ok.class::cast)
            .map(ok -> new SourceList("rehearsal", 1, 0, ok.found().passages()))
            .limit(1)
            .toList();
    Deadline deadline = Deadline.after(DEADLINE, timers::nanoTime);
    return ranking
        .rank(
            question,
            lists,
            RankingPlan.lexical(FusionMethod.POOLED, 10),
            Uni.createFrom().nothing(),
            deadline)
        .chain(
            () ->
                ranking.rank(
                    question,
                    lists,
                    RankingPlan.lexical(FusionMethod.RRF, 10),
                    Uni.createFrom().nothing(),
                    deadline));
  }

  // Where questions of clients run: on an event loop.
  private <T> Uni<T> onContext(Uni<T> work) {
    return work.runSubscriptionOn(task -> vertx.getOrCreateContext().runOnContext(_ -> task.run()));
  }

  private static float[] coordinates() {
    float[] coordinates = new float[Rehearsal.DIMENSIONS];
    Arrays.fill(coordinates, 0.05f);
    return coordinates;
  }
}
