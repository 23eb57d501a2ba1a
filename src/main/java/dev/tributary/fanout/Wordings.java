package dev.tributary.fanout;

import dev.tributary.passage.Passage;
import dev.tributary.source.Found;
import dev.tributary.source.FusedLists;
import dev.tributary.source.SearchRequest;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One source, asked the same in several wordings at once, each under a permit of its own; what they
 * find becomes one list by reciprocal rank, since all lists are over the same documents.
 *
 * <p>It answered when any wording was answered, and then it is {@code partial} when another was
 * not; else its report is that of the question itself.
 */
final class Wordings {
  private Wordings() {}

  /** Asks; the Uni cannot fail. */
  static Uni<SourceReport> ask(SourceCall call, Closing.@Nullable Cut cut) {
    if (call.otherWords().isEmpty()) {
      return call.source().ask(call, cut);
    }
    List<Uni<SourceReport>> asked = new ArrayList<>(1 + call.otherWords().size());
    asked.add(call.source().ask(call, cut));
    for (SearchRequest request : call.otherWords()) {
      asked.add(call.source().ask(call.asking(request), cut));
    }
    int limit = call.request().limit();
    return Uni.combine()
        .all()
        .unis(asked)
        .with(SourceReport.class, reports -> merged(reports, limit));
  }

  private static SourceReport merged(List<SourceReport> reports, int limit) {
    SourceReport own = reports.getFirst();
    long elapsed = 0;
    long queued = 0;
    int attempts = 0;
    List<Found> found = new ArrayList<>();
    for (SourceReport report : reports) {
      elapsed = Math.max(elapsed, report.elapsedMillis());
      queued = Math.max(queued, report.queuedMillis());
      attempts += report.attempts();
      Found one = report.outcome().found();
      if (one != null) {
        found.add(one);
      }
    }
    SourceOutcome outcome =
        found.isEmpty()
            ? own.outcome()
            : SourceOutcome.of(together(found, found.size() == reports.size(), limit));
    return new SourceReport(
        own.source(), own.kind(), outcome, elapsed, queued, attempts, own.mandatory());
  }

  private static Found together(List<Found> found, boolean all, int limit) {
    List<List<Passage>> lists = new ArrayList<>(found.size());
    int dropped = 0;
    String degraded = all ? null : Found.PARTIAL;
    for (Found one : found) {
      lists.add(one.passages());
      dropped += one.dropped();
      degraded = degraded == null ? one.degraded() : degraded;
    }
    return new Found(FusedLists.of(lists, limit), dropped, degraded);
  }
}
