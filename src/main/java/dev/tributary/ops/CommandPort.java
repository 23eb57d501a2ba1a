package dev.tributary.ops;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Where to listen while a source is tried or questions are evaluated: at a port of its own on
 * loopback, so that a server may run beside it.
 */
public final class CommandPort implements ConfigSourceFactory {
  /** Above every place where an operator writes. */
  private static final int ORDINAL = 1_000;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    return !isSet(context, CheckConfig.PREFIX + ".source")
            && !isSet(context, EvaluateConfig.PREFIX + ".questions")
        ? List.of()
        : List.of(
            new PropertiesConfigSource(
                Map.of("quarkus.http.host", "localhost", "quarkus.http.port", "0"),
                "where to listen while a command runs",
                ORDINAL));
  }

  private static boolean isSet(ConfigSourceContext context, String key) {
    ConfigValue value = context.getValue(key);
    return value != null && value.getValue() != null;
  }

  @Override
  public OptionalInt getPriority() {
    return OptionalInt.of(ORDINAL);
  }
}
