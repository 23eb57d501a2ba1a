package dev.tributary.fanout;

import dev.tributary.source.SourceException;
import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call was not made, since the endpoint failed too often lately. */
final class BreakerOpenException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final Duration remaining;
  private final @Nullable SourceException because;

  BreakerOpenException(Duration remaining, @Nullable SourceException because) {
    super("breaker open", null, false, false);
    this.remaining = remaining;
    this.because = because;
  }

  SourceOutcome outcome() {
    return new SourceOutcome.BreakerOpen(remaining.toMillis(), because);
  }
}
