package dev.tributary.fanout;

import dev.tributary.guard.Breaker;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.Latencies;
import dev.tributary.guard.SingleFlight;
import dev.tributary.guard.TimeLimit;
import dev.tributary.guard.Timers;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.ExplainingSource;
import dev.tributary.source.Explanation;
import dev.tributary.source.FetchingSource;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source behind its guard: report(wait(share(breaker(retry(limiter(source)))))).
 *
 * <p>Whatever the source does, what comes out is a {@link SourceReport}, in time.
 */
public final class GuardedSource {
  private final Source source;
  private final Endpoint endpoint;
  private final Timers timers;
  private final SourceTelemetry telemetry;
  private final Latencies latencies = new Latencies();
  private final SingleFlight<Key, Found> flights = new SingleFlight<>();

  /**
   * What makes two searches the same. A question that comes back here through other servers must
   * not wait for itself.
   */
  private record Key(
      String question, int limit, @Nullable Filter filter, boolean returnVectors, int hops) {}

  GuardedSource(Source source, Endpoint endpoint, Timers timers, SourceTelemetry telemetry) {
    this.source = source;
    this.endpoint = endpoint;
    this.timers = timers;
    this.telemetry = telemetry;
  }

  /** The source itself. */
  public Source source() {
    return source;
  }

  /** Whether calls pass now. */
  public Breaker.State breaker() {
    return endpoint.breaker.state();
  }

  /** Calls that run against its endpoint. */
  public int inFlight() {
    return endpoint.limiter.inFlight();
  }

  /** Calls that wait for a permit of its endpoint. */
  public int queued() {
    return endpoint.limiter.queued();
  }

  /** A quantile of its recent answers, in milliseconds. */
  public OptionalLong quantileMillis(double quantile) {
    return latencies.quantileMillis(quantile);
  }

  /** Tries it within its wait; fails with a {@link SourceException}. */
  public Uni<Void> check() {
    return tried(source::check);
  }

  /**
   * Asks it within its wait and shows each step; fails with a {@link SourceException} when it is no
   * source that can, or was not asked.
   */
  public Uni<Explanation> explain(SearchRequest request) {
    return source instanceof ExplainingSource explaining
        ? tried(() -> explaining.explain(request))
        : Uni.createFrom()
            .failure(
                () ->
                    new SourceException(
                        ErrorKind.UNSUPPORTED,
                        "a source of kind " + source.kind() + " has nothing to explain"));
  }

  /** A passage by its id, within its wait; empty when it has none, or gives none back. */
  public Uni<Optional<Passage>> fetch(String id) {
    return source instanceof FetchingSource fetching
        ? tried(
            () ->
                fetching.fetch(id, Deadline.after(source.settings().waitTime(), timers::nanoTime)))
        : Uni.createFrom().item(Optional.empty());
  }

  private <T> Uni<T> tried(Supplier<Uni<? extends T>> call) {
    Duration wait = source.settings().waitTime();
    return TimeLimit.of(
            endpoint.limiter.limit(Uni.createFrom().deferred(call), _ -> {}),
            wait,
            timers,
            () -> new WaitOverException(wait.toMillis()))
        .onFailure()
        .transform(SourceOutcome::errorOf);
  }

  /**
   * Asks it; the Uni cannot fail.
   *
   * @param cut what may end the call from outside
   */
  Uni<SourceReport> ask(SourceCall call, Closing.@Nullable Cut cut) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Asking asking = new Asking(call, telemetry.watch());
              return asking.outcome(cut).map(asking::report);
            });
  }

  /** One call, watched. */
  private final class Asking {
    private final SourceCall call;
    private final GuardedCall guarded;
    private final long started = timers.nanoTime();
    private final SourceWatch watch;

    Asking(SourceCall call, SourceWatch watch) {
      this.call = call;
      this.watch = watch;
      this.guarded =
          new GuardedCall(source, endpoint, call.request(), timers, Home.current(), watch.trace());
    }

    Uni<SourceOutcome> outcome(Closing.@Nullable Cut cut) {
      SearchRequest request = call.request();
      Key key =
          new Key(
              request.question().text(),
              request.limit(),
              request.filter(),
              request.returnVectors(),
              request.hops());
      Uni<Found> shared = flights.share(key, request.deadline(), guarded::make);
      Duration wait = request.deadline().cap(call.waitTime());
      Uni<SourceOutcome> ended =
          TimeLimit.of(shared, wait, timers, () -> new WaitOverException(wait.toMillis()))
              .map(SourceOutcome::of)
              .onFailure()
              .recoverWithItem(SourceOutcome::of);
      return (cut == null ? ended : cut.moment().of(ended, cut.outcome()))
          .onCancellation()
          .invoke(() -> watch.ended(new SourceOutcome.Cancelled(), timers.nanoTime() - started));
    }

    SourceReport report(SourceOutcome outcome) {
      long elapsed = timers.nanoTime() - started;
      watch.ended(outcome, elapsed);
      if (outcome.answered()) {
        latencies.add(elapsed);
      }
      return new SourceReport(
          source.name(),
          source.kind(),
          outcome,
          elapsed / 1_000_000,
          guarded.queuedMillis(),
          guarded.attempts(),
          call.mandatory());
    }
  }

  @Override
  public String toString() {
    return "GuardedSource(" + source + ")";
  }
}
