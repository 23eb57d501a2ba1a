package dev.tributary.fanout;

import dev.tributary.guard.Breaker;
import dev.tributary.source.Source;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What is counted and traced of one source.
 *
 * <p>Metric names are API: {@code tributary.source.duration{source,kind,status}}, {@code
 * tributary.source.in.flight}, {@code tributary.source.queued}, {@code tributary.source.rejected}
 * and {@code tributary.source.breaker{state}}.
 */
final class SourceTelemetry {
  private final MeterRegistry registry;
  private final Tracer tracer;
  private final Tags tags;
  private final String spanName;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  SourceTelemetry(Source source, Endpoint endpoint, MeterRegistry registry, Tracer tracer) {
    this.registry = registry;
    this.tracer = tracer;
    this.tags = Tags.of("source", source.name(), "kind", source.kind());
    this.spanName = "source " + source.name();
    Gauge.builder("tributary.source.in.flight", endpoint, e -> e.limiter.inFlight())
        .tags(tags)
        .register(registry);
    Gauge.builder("tributary.source.queued", endpoint, e -> e.limiter.queued())
        .tags(tags)
        .register(registry);
    FunctionCounter.builder("tributary.source.rejected", endpoint, e -> e.limiter.rejected())
        .tags(tags)
        .register(registry);
    for (Breaker.State state : Breaker.State.values()) {
      Gauge.builder("tributary.source.breaker", endpoint, e -> e.breaker.state() == state ? 1 : 0)
          .tags(tags.and("state", state.wireName()))
          .register(registry);
    }
  }

  /** Begins to watch one call. */
  Watch watch() {
    return new Watch(startSpan());
  }

  // Untraced questions are the most: they must not pay for a span that nobody records.
  private Span startSpan() {
    return Span.current().isRecording()
        ? tracer
            .spanBuilder(spanName)
            .startSpan()
            .setAttribute("tributary.source", spanName.substring(7))
        : Span.getInvalid();
  }

  private Timer timer(String status) {
    return timers.computeIfAbsent(
        status, s -> registry.timer("tributary.source.duration", tags.and("status", s)));
  }

  /** One call, from its start to its end. */
  final class Watch {
    private final Span span;

    private Watch(Span span) {
      this.span = span;
    }

    void ended(SourceOutcome outcome, long nanos) {
      String status = outcome.status();
      timer(status).record(nanos, TimeUnit.NANOSECONDS);
      if (span.isRecording()) {
        span.setAttribute("tributary.status", status);
        span.setStatus(outcome.answered() ? StatusCode.OK : StatusCode.ERROR);
        span.end();
      }
    }
  }
}
