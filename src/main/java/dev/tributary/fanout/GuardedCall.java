package dev.tributary.fanout;

import dev.tributary.guard.Breaker;
import dev.tributary.guard.Delay;
import dev.tributary.guard.Timers;
import dev.tributary.guard.TraceContext;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One question on its way to one source: breaker(retry(limiter(source))). Holds what the report
 * wants to know of it.
 *
 * <p>The breaker stands outside the retry, so that it judges what the caller sees; the limiter
 * inside, so that each attempt takes a permit of its own and none is held during a pause.
 */
final class GuardedCall {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
  private static final int PAUSE_SPREAD_MILLIS = 40;
  // Alarms ring late, never early; but the breaker's clock starts a little after the wait's.
  private static final long TOLERANCE_NANOS = 5_000_000;

  /** When the question's own event loop is later than this, an answer may lie there unread. */
  static final Duration LATE = Duration.ofMillis(50);

  private final Source source;
  private final Endpoint endpoint;
  private final SearchRequest request;
  private final Timers timers;
  private final Executor home;
  private final @Nullable Context trace;
  private volatile int attempts;
  private volatile long queuedNanos;

  /**
   * @param home runs tasks where the question is at home, such as on its event loop
   * @param trace that the call is a part of, or null
   */
  GuardedCall(
      Source source,
      Endpoint endpoint,
      SearchRequest request,
      Timers timers,
      Executor home,
      @Nullable Context trace) {
    this.source = source;
    this.endpoint = endpoint;
    this.request = request;
    this.timers = timers;
    this.home = home;
    this.trace = trace;
  }

  int attempts() {
    return attempts;
  }

  long queuedMillis() {
    return queuedNanos / 1_000_000;
  }

  Uni<Found> make() {
    return Uni.createFrom().deferred(this::throughBreaker);
  }

  private Uni<Found> throughBreaker() {
    Breaker.@Nullable Pass pass = endpoint.breaker.admit();
    if (pass == null) {
      return Uni.createFrom()
          .failure(new BreakerOpenException(endpoint.breaker.remaining(), endpoint.lastError()));
    }
    long started = timers.nanoTime();
    endpoint.retries.earn();
    return attempt()
        .onFailure(this::mayRetry)
        .recoverWithUni(() -> Delay.of(pause(), timers).chain(this::attempt))
        .onItem()
        .invoke(() -> pass.end(new Breaker.Verdict.Well()))
        .onFailure()
        .invoke(failure -> pass.end(verdict(failure, started)))
        .onCancellation()
        .invoke(() -> judgeCancel(pass, started));
  }

  private Uni<Found> attempt() {
    return endpoint.limiter.limit(
        Uni.createFrom()
            .deferred(() -> TraceContext.on(source.search(request), trace))
            .onFailure()
            .transform(SourceException::of),
        queued -> {
          attempts++;
          queuedNanos += queued;
        });
  }

  private boolean mayRetry(Throwable failure) {
    return failure instanceof SourceException error
        && error.kind().isTransient()
        && error.retryAfter().isEmpty()
        && !source.settings().metered()
        && request.deadline().remaining().compareTo(SHORTEST_PAUSE.multipliedBy(10)) > 0
        && endpoint.retries.spend();
  }

  private static Duration pause() {
    return SHORTEST_PAUSE.plusMillis(ThreadLocalRandom.current().nextInt(PAUSE_SPREAD_MILLIS));
  }

  private Breaker.Verdict verdict(Throwable failure, long started) {
    if (!(failure instanceof SourceException error)) {
      return new Breaker.Verdict.Nothing();
    }
    // A source that keeps the deadline itself may notice its end before the wait's alarm rings.
    boolean deadlineOver =
        error.kind() == ErrorKind.TIMEOUT
            && request.deadline().remaining().toNanos() <= TOLERANCE_NANOS;
    return deadlineOver ? verdictOfCut(timers.nanoTime() - started) : endpoint.verdict(error);
  }

  // A server that is starved of CPU sees all its sources late at once. To blame them would take all
  // of
  // them out, and for longer than its own trouble lasts.
  private void judgeCancel(Breaker.Pass pass, long started) {
    long cut = timers.nanoTime();
    home.execute(
        () -> {
          boolean late = timers.nanoTime() - cut > LATE.toNanos();
          pass.end(late ? new Breaker.Verdict.Nothing() : verdictOfCut(cut - started));
        });
  }

  // A client that leaves or has less patience than the operator says nothing about the source, nor
  // does a call that
  // never got a permit. One that was cut at the source's own wait does.
  private Breaker.Verdict verdictOfCut(long afterNanos) {
    long elapsed = afterNanos - queuedNanos;
    boolean cutAtItsWait = elapsed + TOLERANCE_NANOS >= source.settings().waitTime().toNanos();
    return attempts > 0 && cutAtItsWait ? endpoint.slow() : new Breaker.Verdict.Nothing();
  }
}
