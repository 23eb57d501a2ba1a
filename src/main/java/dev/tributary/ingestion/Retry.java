package dev.tributary.ingestion;

import dev.tributary.embedding.EmbeddingException;
import dev.tributary.guard.LimiterFullException;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Tries again what may succeed later, a few times, each time after a longer pause.
 *
 * @param times after the first
 * @param firstPause doubled each time, up to {@code longestPause}
 */
record Retry(int times, Duration firstPause, Duration longestPause) {
  /** About half a minute in all. */
  static final Retry DEFAULT = new Retry(6, Duration.ofMillis(500), Duration.ofSeconds(10));

  <T> Uni<T> of(Uni<T> attempt) {
    return attempt
        .onFailure(Retry::mayPass)
        .retry()
        .withBackOff(firstPause, longestPause)
        .atMost(times)
        .onFailure(failure -> failure.getCause() != null && mayPass(failure.getCause()))
        .transform(Throwable::getCause);
  }

  private static boolean mayPass(Throwable failure) {
    return switch (failure) {
      case EmbeddingException e ->
          switch (e.reason()) {
            case TIMEOUT, OVERLOADED, UNAVAILABLE -> true;
            case PROTOCOL -> false;
          };
      case SourceException e ->
          switch (e.kind()) {
            case RATE_LIMITED, OVERLOADED, UNAVAILABLE, TIMEOUT -> true;
            case BAD_REQUEST, AUTH, PROTOCOL, UNSUPPORTED, BUG -> false;
          };
      case LimiterFullException _ -> true;
      default -> false;
    };
  }
}
