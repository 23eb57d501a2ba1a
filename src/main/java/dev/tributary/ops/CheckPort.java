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
 * Where to listen while one source is tried: at a port of its own on loopback, so that a server may
 * run beside it.
 */
public final class CheckPort implements ConfigSourceFactory {
  /** Above every place where an operator writes. */
  private static final int ORDINAL = 1_000;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    ConfigValue source = context.getValue(CheckConfig.PREFIX + ".source");
    return source == null || source.getValue() == null
        ? List.of()
        : List.of(
            new PropertiesConfigSource(
                Map.of("quarkus.http.host", "localhost", "quarkus.http.port", "0"),
                "where to listen while a source is tried",
                ORDINAL));
  }

  @Override
  public OptionalInt getPriority() {
    return OptionalInt.of(ORDINAL);
  }
}
