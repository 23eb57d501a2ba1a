package dev.tributary.fanout;

import dev.tributary.guard.LimiterFullException;
import dev.tributary.passage.Passage;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SourceException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How asking one source ended; one case a status of the contract. It is a value: it cannot fail.
 */
public sealed interface SourceOutcome {
  /** The word in the report. */
  default String status() {
    return switch (this) {
      case Ok _ -> "ok";
      case Empty _ -> "empty";
      case Timeout _ -> "timeout";
      case Failed f -> statusOf(f.error());
      case BreakerOpen _ -> "breaker_open";
      case Rejected _ -> "rejected";
      case Cancelled _ -> "cancelled";
    };
  }

  /** Whether the source gave its answer, be it that it knows nothing. */
  default boolean answered() {
    return switch (this) {
      case Ok _, Empty _ -> true;
      case Timeout _, Failed _, BreakerOpen _, Rejected _, Cancelled _ -> false;
    };
  }

  /** What it answered; null when it did not. */
  default @Nullable Found found() {
    return switch (this) {
      case Ok(Found found) -> found;
      case Empty(Found found) -> found;
      case Timeout _, Failed _, BreakerOpen _, Rejected _, Cancelled _ -> null;
    };
  }

  /** What it found, best first; none when it did not answer. */
  default List<Passage> passages() {
    Found found = found();
    return found == null ? List.of() : found.passages();
  }

  /** It found passages. */
  record Ok(Found found) implements SourceOutcome {}

  /** It answered, and knows nothing. */
  record Empty(Found found) implements SourceOutcome {}

  /** Its {@code wait}, or the deadline, passed. */
  record Timeout(long afterMillis) implements SourceOutcome {}

  /** It failed. */
  record Failed(SourceException error) implements SourceOutcome {}

  /** It was not asked, since it failed too often lately. */
  record BreakerOpen(long retryAfterMillis, @Nullable SourceException because)
      implements SourceOutcome {}

  /** It was not asked, since too many calls wait for it already. */
  record Rejected() implements SourceOutcome {}

  /** It is optional, and the others were done first. */
  record Cancelled() implements SourceOutcome {}

  /** What was found, as an outcome. */
  static SourceOutcome of(Found found) {
    return found.passages().isEmpty() ? new Empty(found) : new Ok(found);
  }

  /** Any failure, as an outcome. */
  static SourceOutcome of(Throwable failure) {
    return switch (failure) {
      case WaitOverException e -> new Timeout(e.afterMillis());
      case LimiterFullException _ -> new Rejected();
      case BreakerOpenException e -> e.outcome();
      default -> new Failed(SourceException.of(failure));
    };
  }

  /** Any failure, as the one that sources fail with. */
  static SourceException errorOf(Throwable failure) {
    return failure instanceof WaitOverException late
        ? new SourceException(ErrorKind.TIMEOUT, late.getMessage())
        : SourceException.of(failure);
  }

  private static String statusOf(SourceException error) {
    return switch (error.kind()) {
      case RATE_LIMITED -> "rate_limited";
      case AUTH -> "auth_failed";
      case UNSUPPORTED -> "unsupported";
      case TIMEOUT -> "timeout";
      case BAD_REQUEST, OVERLOADED, UNAVAILABLE, PROTOCOL, BUG -> "error";
    };
  }
}
