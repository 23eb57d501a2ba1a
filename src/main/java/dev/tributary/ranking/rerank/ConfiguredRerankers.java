package dev.tributary.ranking.rerank;

import dev.tributary.embedding.CrossEncoders;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.Timers;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.ranking.Reranker;
import dev.tributary.ranking.Rerankers;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rerankers of the configuration. Making them does no I/O: a model is loaded, and a server
 * called, at the first use.
 */
@Singleton
public class ConfiguredRerankers implements Rerankers {
  private final Map<String, Reranker> rerankers = new TreeMap<>();

  /**
   * @throws BadConfiguration when a value is wrong in itself
   */
  public ConfiguredRerankers(
      RerankerConfig config,
      HttpCallers callers,
      CrossEncoders encoders,
      Timers timers,
      MeterRegistry registry) {
    config
        .models()
        .forEach(
            (name, model) -> {
              RerankerSettings settings = RerankerSettings.of(name, model);
              Judge judge =
                  switch (settings.judge()) {
                    case JudgeSettings.Remote remote ->
                        new RemoteJudge(remote, settings.waitTime(), callers, timers);
                    case JudgeSettings.Onnx onnx -> local(name, onnx, encoders);
                  };
              rerankers.put(name, new GuardedReranker(settings, judge, timers, registry));
            });
  }

  private static Judge local(String name, JudgeSettings.Onnx onnx, CrossEncoders encoders) {
    return new LocalJudge(
        encoders.onDisk(name, onnx.network(), onnx.tokenizer(), onnx.maxTokens()));
  }

  @Override
  public Optional<Reranker> find(String name) {
    return Optional.ofNullable(rerankers.get(name));
  }

  @Override
  public List<String> names() {
    return List.copyOf(rerankers.keySet());
  }
}
