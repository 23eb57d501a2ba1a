package dev.tributary.retrieval;

import dev.tributary.guard.LatencyBuckets;
import dev.tributary.guard.Limiter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is counted and logged of retrievals, whichever door they came through.
 *
 * <p>Metric names are API: {@code tributary.retrieval.duration{outcome}}, {@code
 * tributary.retrieval.refused{reason}}, {@code tributary.retrieval.in.flight} and its {@code .max},
 * see {@code docs/metrics.md}.
 */
@Singleton
class RetrievalTelemetry {
  private final Map<RetrievalOutcome, Timer> durations = new EnumMap<>(RetrievalOutcome.class);
  private final Counter shed;
  private final Counter unserviceable;
  private final MeterRegistry registry;
  private final RetrievalLog log;
  private final boolean logsQuestions;

  RetrievalTelemetry(MeterRegistry registry, RetrievalLog log, LogConfig config) {
    for (RetrievalOutcome outcome : RetrievalOutcome.values()) {
      durations.put(
          outcome,
          Timer.builder("tributary.retrieval.duration")
              .tag("outcome", outcome.wireName())
              .serviceLevelObjectives(LatencyBuckets.bounds())
              .register(registry));
    }
    this.shed = registry.counter("tributary.retrieval.refused", "reason", "busy");
    this.unserviceable = registry.counter("tributary.retrieval.refused", "reason", "unserviceable");
    this.registry = registry;
    this.log = log;
    this.logsQuestions = config.questions();
  }

  /** Shows how many are in flight, of how many. */
  void watch(Limiter inFlight, int most) {
    Gauge.builder("tributary.retrieval.in.flight", inFlight, Limiter::inFlight).register(registry);
    Gauge.builder("tributary.retrieval.in.flight.max", () -> most).register(registry);
  }

  /** One was not admitted, since too many are in flight. */
  void shed() {
    shed.increment();
  }

  /** One asks for what this server does not have. */
  void unserviceable() {
    unserviceable.increment();
  }

  /**
   * One that was admitted ended. With neither an answer nor a failure, its client left.
   *
   * @param nanos how long it took
   */
  void ended(Course course, long nanos, @Nullable Retrieval answer, @Nullable Throwable failure) {
    RetrievalOutcome outcome = RetrievalOutcome.of(answer, failure);
    Objects.requireNonNull(durations.get(outcome)).record(nanos, TimeUnit.NANOSECONDS);
    if (!log.isWanted()) {
      return;
    }
    Retrieval told =
        failure instanceof RetrievalException.Incomplete incomplete
            ? incomplete.retrieval()
            : answer;
    SpanContext span = Span.current().getSpanContext();
    log.add(
        () ->
            RetrievalLine.of(
                outcome,
                course.id(),
                TimeUnit.NANOSECONDS.toMillis(nanos),
                told,
                span.isValid() ? span.getTraceId() : null,
                logsQuestions ? course.question() : null),
        span);
  }
}
