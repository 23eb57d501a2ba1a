package dev.tributary.retrieval;

import dev.tributary.conversation.Condensed;
import dev.tributary.ranking.Ranked;
import dev.tributary.ranking.Reranked;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something beside the sources that the answer needed.
 *
 * @param name {@code condensing}, {@code embedding}, {@code routing}, {@code ranking} or {@code
 *     reranking}
 * @param status how it went
 * @param elapsedMillis that it took
 * @param detail the model, and why it is not ok
 */
public record Step(String name, Status status, long elapsedMillis, @Nullable String detail) {
  static Step ofCondensing(Condensed condensed, long nanos) {
    String degraded = condensed.degraded();
    String asked = "asked: " + condensed.question().text();
    return new Step(
        "condensing",
        degraded == null ? Status.OK : Status.DEGRADED,
        nanos / 1_000_000,
        degraded == null ? asked : degraded + "; " + asked);
  }

  static Step ofRanking(Ranked ranked, long nanos) {
    String degraded = ranked.degraded();
    Status status = degraded == null ? Status.OK : Status.DEGRADED;
    return new Step("ranking", status, nanos / 1_000_000, degraded);
  }

  static Step ofReranking(Reranked judged, long nanos) {
    Status status =
        switch (judged.end()) {
          case JUDGED -> Status.OK;
          case EMPTY -> Status.SKIPPED;
          case FAILED -> Status.DEGRADED;
        };
    return new Step("reranking", status, nanos / 1_000_000, judged.detail());
  }

  /** How it went. */
  public enum Status {
    OK,
    DEGRADED,
    SKIPPED;

    /** The word in JSON. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
