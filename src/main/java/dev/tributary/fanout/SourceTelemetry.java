package dev.tributary.fanout;

import dev.tributary.guard.Breaker;
import dev.tributary.guard.LatencyBuckets;
import dev.tributary.source.Source;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Tracer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is counted and traced of one source.
 *
 * <p>Metric names are API: {@code tributary.source.duration{source,kind,status}}, {@code
 * tributary.source.in.flight}, {@code tributary.source.queued}, {@code tributary.source.rejected}
 * and {@code tributary.source.breaker{state}}, see {@code docs/metrics.md}.
 */
final class SourceTelemetry {
  private final MeterRegistry registry;
  private final Tracer tracer;
  private final Source source;
  private final Tags tags;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  SourceTelemetry(Source source, Endpoint endpoint, MeterRegistry registry, Tracer tracer) {
    this.registry = registry;
    this.tracer = tracer;
    this.source = source;
    this.tags = Tags.of("source", source.name(), "kind", source.kind());
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
  SourceWatch watch() {
    return SourceWatch.begin(source, tracer, this::timer);
  }

  private Timer timer(String status) {
    return timers.computeIfAbsent(
        status,
        s ->
            Timer.builder("tributary.source.duration")
                .tags(tags.and("status", s))
                .serviceLevelObjectives(LatencyBuckets.bounds())
                .register(registry));
  }
}
