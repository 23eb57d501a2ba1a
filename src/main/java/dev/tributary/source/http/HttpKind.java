package dev.tributary.source.http;

import dev.tributary.guard.RateLimit;
import dev.tributary.guard.Timers;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Source;
import dev.tributary.source.SourceKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the configured APIs. */
@ApplicationScoped
class HttpKind implements SourceKind {
  static final String NAME = "http";

  private final HttpConfig config;
  private final HttpCallers callers;
  private final Timers timers;

  HttpKind(HttpConfig config, HttpCallers callers, Timers timers) {
    this.config = config;
    this.callers = callers;
    this.timers = timers;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Those of one endpoint and credential share a rate limit; the first by name decides on it. */
  @Override
  public List<Source> sources() {
    Map<String, RateLimit> limits = new HashMap<>();
    return config.sources().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .<Source>map(
            entry ->
                new ApiReader(entry.getKey(), entry.getValue(), callers, timers, limits).source())
        .toList();
  }
}
