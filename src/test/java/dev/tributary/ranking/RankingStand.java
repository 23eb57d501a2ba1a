package dev.tributary.ranking;

import static dev.tributary.ranking.Given.MODEL;
import static dev.tributary.ranking.Given.passage;
import static dev.tributary.ranking.Given.vector;

import dev.tributary.guard.Deadline;
import dev.tributary.guard.FakeTimers;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.ranking.RankingPlan.Cosine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A ranking with a clock that stands still, one thread, room for one more, and a fake model. */
public final class RankingStand implements AutoCloseable {
  static final Question RIVER = new Question("river");
  static final Uni<Vector> EAST = Uni.createFrom().item(vector(1, 0, 0));

  final FakeTimers timers = new FakeTimers();
  final FakeEmbedders embedders = new FakeEmbedders(MODEL);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final RankingThreads threads = new RankingThreads(1, 1);
  final DefaultRanking ranking = new DefaultRanking(embedders, MODEL, timers, meters, threads);

  @Override
  public void close() {
    ranking.stop();
  }

  public Ranked rank(Question question, List<SourceList> lists, RankingPlan plan) {
    return rank(question, lists, plan, EAST);
  }

  Ranked rank(Question question, List<SourceList> lists, RankingPlan plan, Uni<Vector> vector) {
    return ranking
        .rank(question, lists, plan, vector, deadline(1_000))
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  Deadline deadline(long millis) {
    return Deadline.after(Duration.ofMillis(millis), timers::nanoTime);
  }

  static RankingPlan plan(Cosine cosine) {
    return new RankingPlan(FusionMethod.POOLED, 60, 10, cosine, MODEL);
  }

  /** Two sources; the n texts differ in length. */
  static List<SourceList> rivers(int n) {
    List<Passage> a = new ArrayList<>();
    List<Passage> b = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String text = "river" + " water".repeat(i);
      (i % 2 == 0 ? a : b).add(passage((i % 2 == 0 ? "a:" : "b:") + i, text));
    }
    return List.of(new SourceList("a", 1, 0, a), new SourceList("b", 1, 0, b));
  }

  static List<String> ids(Ranked ranked) {
    return ranked.passages().stream().map(p -> p.passage().id()).toList();
  }
}
