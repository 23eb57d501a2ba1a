package dev.tributary.retrieval;

import dev.tributary.fanout.SourceReport;
import dev.tributary.ranking.Ranked;
import dev.tributary.ranking.Ranking;
import dev.tributary.ranking.RankingPlan;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener of each source's end, has each list prepared for the ranking while others are
 * awaited and, when wanted, ranks what has come so far.
 *
 * <p>One snapshot is in the making at a time; ends that come meanwhile go into the next one.
 * Snapshots are ranked by words alone, since one may come with each source: only the answer is
 * worth vectors.
 */
final class SoFar {
  private final Course course;
  private final Ranking ranking;
  private final RetrievalObserver observer;
  private final RankingPlan plan;
  private final AtomicInteger awaited;
  private final List<SourceReport> reports = new ArrayList<>();
  private boolean stale;
  private boolean busy;
  private boolean over;
  private @Nullable Cancellable inTheMaking;

  SoFar(Course course, Ranking ranking, RetrievalObserver observer) {
    this.course = course;
    this.ranking = ranking;
    this.observer = observer;
    this.awaited = new AtomicInteger(course.plan().sources().size());
    RetrievalRequest request = course.plan().request();
    this.plan = course.plan().ranking().byWords(request.packing().depth(request.topK()));
  }

  /** A source ended. */
  void ended(SourceReport report) {
    observer.onSource(report);
    if (awaited.decrementAndGet() > 0) {
      course.prepare(report, ranking);
    }
    if (observer.wantsSnapshots()) {
      synchronized (this) {
        reports.add(report);
        stale = true;
      }
      next();
    }
  }

  /** The answer is there, or nobody wants it any more. */
  void over() {
    Cancellable unwanted;
    synchronized (this) {
      over = true;
      unwanted = inTheMaking;
    }
    if (unwanted != null) {
      unwanted.cancel();
    }
  }

  private void next() {
    List<SourceReport> now;
    synchronized (this) {
      boolean allThere = reports.size() == course.plan().sources().size();
      if (over || busy || !stale || allThere) {
        return;
      }
      busy = true;
      stale = false;
      now = List.copyOf(reports);
    }
    Uni<Ranked> ranked =
        ranking.rank(
            course.plan().request().question(),
            course.lists(now),
            plan,
            course.rankingVector(),
            course.deadline());
    Cancellable making =
        course.packed(ranked, ranking).subscribe().with(soFar -> made(soFar, now), _ -> made());
    boolean unwanted;
    synchronized (this) {
      inTheMaking = making;
      unwanted = over;
    }
    if (unwanted) {
      making.cancel();
    }
  }

  private void made(Ranked ranked, List<SourceReport> from) {
    boolean wanted;
    synchronized (this) {
      wanted = !over;
    }
    if (wanted) {
      observer.onSnapshot(course.retrieval(ranked, from, 0));
    }
    made();
  }

  private void made() {
    synchronized (this) {
      busy = false;
    }
    next();
  }
}
