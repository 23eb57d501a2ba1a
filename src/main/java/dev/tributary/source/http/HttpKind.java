package dev.tributary.source.http;

import dev.tributary.guard.Rate;
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

  /** Those of one endpoint and credential share a rate limit, the slowest of theirs. */
  @Override
  public List<Source> sources() {
    List<ApiReader> readers =
        config.sources().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> new ApiReader(entry.getKey(), entry.getValue(), callers, timers))
            .toList();
    Map<String, Rate> rates = new HashMap<>();
    readers.forEach(api -> api.rate().ifPresent(r -> rates.merge(api.endpoint(), r, Rate::slower)));
    Map<String, RateLimit> limits = new HashMap<>();
    return readers.stream()
        .<Source>map(
            api ->
                api.source(
                    limits.computeIfAbsent(
                        api.endpoint(), key -> new RateLimit(rates.get(key), timers))))
        .toList();
  }
}
