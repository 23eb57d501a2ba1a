package dev.tributary.retrieval;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.Limiter;
import dev.tributary.guard.LimiterFullException;
import dev.tributary.guard.Timers;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * How many questions may be in flight. What is beyond that fails with {@link
 * RetrievalException.Shed}.
 */
@Singleton
class Admission {
  /** Questions of batches that may wait for their turn. */
  private static final int MOST_WAITING = 10_000;

  private final Limiter inFlight;
  private final Limiter inBatches;
  private final int most;
  private final RetrievalTelemetry telemetry;

  Admission(RetrievalConfig config, Timers timers, RetrievalTelemetry telemetry) {
    if (config.maxInFlight() < 1 || config.maxInFlight() > 100_000) {
      throw new BadConfiguration(
          "tributary.retrieval.max-in-flight", String.valueOf(config.maxInFlight()), "1 to 100000");
    }
    this.most = config.maxInFlight();
    this.inFlight = new Limiter(most, 0, timers);
    this.inBatches = new Limiter(Math.max(1, most / 2), MOST_WAITING, timers);
    this.telemetry = telemetry;
    telemetry.watch(inFlight, most);
  }

  /** Work for one question, now or not at all. */
  <T> Uni<T> now(Supplier<Uni<? extends T>> work) {
    return inFlight
        .<T>limit(Uni.createFrom().deferred(work), _ -> {})
        .onFailure(LimiterFullException.class)
        .transform(
            _ -> {
              telemetry.shed();
              return new RetrievalException.Shed(most);
            });
  }

  /**
   * Work for one of many questions that nobody waits for singly: it waits for its turn behind
   * others of its sort, which together take half of the places.
   */
  <T> Uni<T> inTurn(Supplier<Uni<? extends T>> work) {
    return inBatches
        .limit(this.<T>now(work), _ -> {})
        .onFailure(LimiterFullException.class)
        .transform(_ -> new RetrievalException.Shed(most));
  }

  /** How many are in flight. */
  int inFlight() {
    return inFlight.inFlight();
  }
}
