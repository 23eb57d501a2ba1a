package dev.tributary.ops;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Traces are exported once somebody says where to; until then nothing is recorded.
 *
 * <p>The standard's names for the endpoint are taken as well as those of the platform, which would
 * not hear them.
 */
public final class TelemetryDefault implements ConfigSourceFactory {
  /** Above the defaults of libraries, below every place where an operator writes. */
  private static final int ORDINAL = 50;

  private static final List<String> ENDPOINTS =
      List.of("otel.exporter.otlp.endpoint", "otel.exporter.otlp.traces.endpoint");

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    Map<String, String> defaults = new HashMap<>();
    boolean wanted = false;
    for (String endpoint : ENDPOINTS) {
      String ours = "quarkus." + endpoint;
      String standard = set(context, endpoint);
      if (standard != null) {
        defaults.put(ours, standard);
      }
      wanted |= standard != null || set(context, ours) != null;
    }
    defaults.put("quarkus.otel.sdk.disabled", String.valueOf(!wanted));
    return List.of(new PropertiesConfigSource(defaults, "whether to trace by default", ORDINAL));
  }

  @Override
  public OptionalInt getPriority() {
    return OptionalInt.of(ORDINAL);
  }

  /** What somebody set, null when nobody did: the library itself has a default. */
  private static @Nullable String set(ConfigSourceContext context, String key) {
    ConfigValue value = context.getValue(key);
    return value == null
            || value.getConfigSourceOrdinal() <= ORDINAL
            || value.getValue() == null
            || value.getValue().isBlank()
        ? null
        : value.getValue();
  }
}
