package dev.tributary.embedding;

import dev.tributary.guard.Timers;
import dev.tributary.outbound.HttpCallers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The models of the configuration and the embedded ones, each made of the same parts: {@link
 * CachingEmbedder} over {@link MeteredEncoder} over {@link LocalEncoder} or {@link OpenAiEncoder}.
 *
 * <p>Making them does no I/O: a model is loaded, and a server called, at the first use.
 */
@ApplicationScoped
public class ConfiguredEmbedders implements Embedders {
  private final Map<String, Embedder> embedders = new TreeMap<>();
  private final List<Encoder> encoders = new ArrayList<>();
  private final Map<String, ModelTokens> tokens = new TreeMap<>();
  private final EmbeddingPool pool;

  /**
   * Models that share the threads of nobody else.
   *
   * @throws dev.tributary.guard.BadConfiguration when a value is wrong in itself
   */
  public ConfiguredEmbedders(
      EmbeddingConfig config, HttpCallers callers, Timers timers, MeterRegistry registry) {
    this(config, callers, timers, registry, new EmbeddingPool());
  }

  @Inject
  ConfiguredEmbedders(
      EmbeddingConfig config,
      HttpCallers callers,
      Timers timers,
      MeterRegistry registry,
      EmbeddingPool pool) {
    this.pool = pool;
    SettingsReader.read(config)
        .forEach(
            (model, settings) -> {
              Encoder encoder = encoder(settings, callers, timers);
              encoders.add(encoder);
              if (settings.encoder() instanceof OnnxSettings onnx) {
                tokens.put(model, new ModelTokens(model, onnx.files()));
              }
              embedders.put(
                  model,
                  new CachingEmbedder(
                      settings, new MeteredEncoder(model, encoder, registry), timers));
            });
    for (Lane lane : Lane.values()) {
      Gauge.builder("tributary.embedding.queued", pool, p -> p.waiting(lane))
          .tag("lane", lane.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  @Override
  public Optional<Embedder> find(String model) {
    return Optional.ofNullable(embedders.get(model));
  }

  @Override
  public Optional<TokenCounter> tokenCounter(String model) {
    return Optional.ofNullable(tokens.get(model));
  }

  @Override
  public Set<String> models() {
    return Set.copyOf(embedders.keySet());
  }

  @PreDestroy
  void close() {
    pool.close();
    encoders.forEach(Encoder::close);
    tokens.values().forEach(ModelTokens::close);
  }

  private Encoder encoder(EmbedderSettings settings, HttpCallers callers, Timers timers) {
    return switch (settings.encoder()) {
      case OnnxSettings onnx ->
          new LocalEncoder(settings.model(), () -> OnnxModel.load(onnx), pool, timers);
      case OpenAiSettings openAi -> new OpenAiEncoder(openAi, callers, timers);
    };
  }
}
