package dev.tributary.retrieval;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a retrieval that was admitted ended. */
enum RetrievalOutcome {
  /** Every mandatory source answered in full, and no step was degraded. */
  COMPLETE,
  /** There is an answer; something was missing. */
  PARTIAL,
  /** What came was less whole than the request allows. */
  INCOMPLETE,
  /** The client left. */
  CANCELLED,
  /** A fault of this server. */
  FAILED;

  /** The name in metrics and in the log. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static RetrievalOutcome of(@Nullable Retrieval answer, @Nullable Throwable failure) {
    if (failure != null) {
      return failure instanceof RetrievalException.Incomplete ? INCOMPLETE : FAILED;
    }
    if (answer == null) {
      return CANCELLED;
    }
    return answer.coverage().complete() ? COMPLETE : PARTIAL;
  }
}
