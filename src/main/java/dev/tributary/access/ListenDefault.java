package dev.tributary.access;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens when nothing is said: on loopback, or everywhere once it is known who
 * may call.
 */
public final class ListenDefault implements ConfigSourceFactory {
  /** Above the defaults of libraries, below every place where an operator writes. */
  private static final int ORDINAL = 50;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    boolean open = isSet(context, ApiKeyFile.KEY) || isYes(value(context, "tributary.anonymous"));
    return List.of(
        new PropertiesConfigSource(
            Map.of("quarkus.http.host", open ? "0.0.0.0" : "localhost"),
            "where to listen by default",
            ORDINAL));
  }

  @Override
  public OptionalInt getPriority() {
    return OptionalInt.of(ORDINAL);
  }

  /** As the converter of truth values reads it. */
  private static boolean isYes(@Nullable String value) {
    return value != null
        && Set.of("true", "yes", "y", "on", "1").contains(value.strip().toLowerCase(Locale.ROOT));
  }

  private static boolean isSet(ConfigSourceContext context, String key) {
    String value = value(context, key);
    return value != null && !value.isBlank();
  }

  private static @Nullable String value(ConfigSourceContext context, String key) {
    var value = context.getValue(key);
    return value == null ? null : value.getValue();
  }
}
