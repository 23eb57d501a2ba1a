package dev.tributary.ops;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Traces are exported once somebody says where to; until then nothing is recorded. */
public final class TelemetryDefault implements ConfigSourceFactory {
  /** Above the defaults of libraries, below every place where an operator writes. */
  private static final int ORDINAL = 50;

  private static final List<String> ENDPOINTS =
      List.of(
          "quarkus.otel.exporter.otlp.endpoint",
          "quarkus.otel.exporter.otlp.traces.endpoint",
          "otel.exporter.otlp.endpoint",
          "otel.exporter.otlp.traces.endpoint");

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    boolean wanted = ENDPOINTS.stream().anyMatch(key -> isSet(context, key));
    return List.of(
        new PropertiesConfigSource(
            Map.of("quarkus.otel.sdk.disabled", String.valueOf(!wanted)),
            "whether to trace by default",
            ORDINAL));
  }

  @Override
  public OptionalInt getPriority() {
    return OptionalInt.of(ORDINAL);
  }

  /** Set by somebody: the library itself has a default for the endpoint. */
  private static boolean isSet(ConfigSourceContext context, String key) {
    return Stream.ofNullable(context.getValue(key))
        .filter(v -> v.getConfigSourceOrdinal() > ORDINAL)
        .map(ConfigValue::getValue)
        .anyMatch(v -> v != null && !v.isBlank());
  }
}
