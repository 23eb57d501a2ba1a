package dev.tributary.retrieval;

import dev.tributary.fanout.SourceReport;
import dev.tributary.guard.Timers;
import dev.tributary.ranking.Packing;
import dev.tributary.ranking.Ranked;
import dev.tributary.ranking.Ranking;
import dev.tributary.ranking.RerankPlan;
import dev.tributary.ranking.Reranking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** What came becomes one list: ranked, judged by a reranker if one was asked for, and packed. */
@Singleton
class Merging {
  /** Kept for what comes after a reranker that was late. */
  private static final Duration WRITING = Duration.ofMillis(2);

  /** The same when the answer must be packed, too. */
  private static final Duration PACKING = Duration.ofMillis(20);

  private final Ranking ranking;
  private final Timers timers;

  Merging(Ranking ranking, Timers timers) {
    this.ranking = ranking;
    this.timers = timers;
  }

  /** What lists are ranked by on the way to the answer. */
  Ranking ranking() {
    return ranking;
  }

  /** The answer that these reports make. */
  Uni<Retrieval> merge(Course course, List<SourceReport> reports) {
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
