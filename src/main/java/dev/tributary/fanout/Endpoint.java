package dev.tributary.fanout;

import dev.tributary.guard.Breaker;
import dev.tributary.guard.Budget;
import dev.tributary.guard.Limiter;
import dev.tributary.guard.Timers;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.HeldBackException;
import dev.tributary.source.SourceException;
import dev.tributary.source.SourceSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What all sources of one endpoint and credential share. */
final class Endpoint {
  final Limiter limiter;
  final Breaker breaker;
  final Budget retries = new Budget();
  private volatile @Nullable SourceException lastError;

  Endpoint(SourceSettings settings, Timers timers) {
    limiter = new Limiter(settings.permits(), settings.queue(), timers);
    breaker = new Breaker(timers);
  }

  @Nullable SourceException lastError() {
    return lastError;
  }

  /** What a failure says about the endpoint. */
  Breaker.Verdict verdict(SourceException error) {
    if (error instanceof HeldBackException) {
      return new Breaker.Verdict.Nothing();
    }
    lastError = error;
    return switch (error.kind()) {
      case AUTH -> new Breaker.Verdict.Closed(error.retryAfter().orElse(Breaker.FIRST_OPEN));
      case RATE_LIMITED, OVERLOADED ->
          error
              .retryAfter()
              .filter(Duration::isPositive)
              .<Breaker.Verdict>map(Breaker.Verdict.Closed::new)
              .orElseGet(Breaker.Verdict.Bad::new);
      case UNAVAILABLE, TIMEOUT, PROTOCOL -> new Breaker.Verdict.Bad();
      case BAD_REQUEST, UNSUPPORTED, BUG -> new Breaker.Verdict.Nothing();
    };
  }

  /** Its wait passed before it answered. */
  Breaker.Verdict slow() {
    lastError = new SourceException(ErrorKind.TIMEOUT, "no answer within its wait");
    return new Breaker.Verdict.Bad();
  }
}
