package dev.tributary.guard;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** A pause. */
public final class Delay {
  private Delay() {}

  /** Ends after a while; cancelling takes the alarm back. */
  public static Uni<Void> of(Duration duration, Timers timers) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Runnable takeBack = timers.after(duration, () -> emitter.complete(null));
              emitter.onTermination(takeBack);
            });
  }
}
