package dev.tributary.fanout;

import dev.tributary.guard.Timers;
import dev.tributary.source.Source;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts sources behind their guards; those of one endpoint and credential share limiter and breaker.
 */
@Singleton
public class GuardedSources {
  private final Timers timers;
  private final MeterRegistry registry;
  private final Tracer tracer;
  private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

  public GuardedSources(Timers timers, MeterRegistry registry, Tracer tracer) {
    this.timers = timers;
    this.registry = registry;
    this.tracer = tracer;
  }

  /**
   * A source behind its guard. Of several with one endpoint, the first decides on permits and
   * queue.
   */
  public GuardedSource guard(Source source) {
    Endpoint endpoint =
        endpoints.computeIfAbsent(
            source.endpointKey(), _ -> new Endpoint(source.settings(), timers));
    return new GuardedSource(
        source, endpoint, timers, new SourceTelemetry(source, endpoint, registry, tracer));
  }
}
