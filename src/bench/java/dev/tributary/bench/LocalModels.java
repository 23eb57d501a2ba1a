package dev.tributary.bench;

import dev.tributary.embedding.ConfiguredEmbedders;
import dev.tributary.embedding.EmbeddingConfig;
import dev.tributary.guard.SystemTimers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The embedding models of the server without the server. */
public final class LocalModels {
  private LocalModels() {}

  /**
   * All models; system properties may configure them as they do in the server.
   *
   * @param keys of the configuration, and their values
   */
  public static ConfiguredEmbedders of(SystemTimers timers, Map<String, String> keys) {
    EmbeddingConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultSources()
            .withMapping(EmbeddingConfig.class)
            .withDefaultValue("tributary.embedding.\"minilm-l6-v2-q\".wait", "60s")
            .withDefaultValue("tributary.embedding.\"bge-small-en-v1.5-q\".wait", "60s")
            .withDefaultValues(keys)
            .build()
            .getConfigMapping(EmbeddingConfig.class);
    return new ConfiguredEmbedders(
        config,
        (endpoint, _) -> {
          throw new IllegalStateException("no call to " + endpoint + " here");
        },
        timers,
        new SimpleMeterRegistry());
  }
}
