package dev.tributary.ops;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * One event loop a processor, where the platform starts two: none of ours ever blocks, and each
 * loop has connections of its own to every source, so that twice the loops means half as many warm
 * connections for each.
 */
public final class EventLoopDefault implements ConfigSourceFactory {
  /** Above the defaults of libraries, below every place where an operator writes. */
  private static final int ORDINAL = 50;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    int processors = Runtime.getRuntime().availableProcessors();
    return List.of(
        new PropertiesConfigSource(
            Map.of("quarkus.vertx.event-loops-pool-size", String.valueOf(processors)),
            "how many event loops by default",
            ORDINAL));
  }

  @Override
  public OptionalInt getPriority() {
    return OptionalInt.of(ORDINAL);
  }
}
