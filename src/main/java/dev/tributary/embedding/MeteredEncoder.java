package dev.tributary.embedding;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Measures an encoder: the timer {@code tributary.embedding.duration} with the tags {@code model}
 * and {@code status} ({@code ok}, {@code cancelled}, or the reason of the failure), waiting
 * included. What comes out of a cache is not measured.
 */
final class MeteredEncoder implements Encoder {
  private static final String DURATION = "tributary.embedding.duration";

  private final String model;
  private final Encoder encoder;
  private final MeterRegistry registry;

  MeteredEncoder(String model, Encoder encoder, MeterRegistry registry) {
    this.model = model;
    this.encoder = encoder;
    this.registry = registry;
  }

  @Override
  public boolean isLocal() {
    return encoder.isLocal();
  }

  @Override
  public Uni<float[]> encode(String text, Lane lane) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Timer.Sample sample = Timer.start(registry);
              return encoder
                  .encode(text, lane)
                  .onTermination()
                  .invoke(
                      (_, failure, cancelled) ->
                          sample.stop(
                              registry.timer(
                                  DURATION, "model", model, "status", status(failure, cancelled))));
            });
  }

  @Override
  public void close() {
    encoder.close();
  }

  private static String status(@Nullable Throwable failure, boolean cancelled) {
    if (cancelled) {
      return "cancelled";
    }
    return switch (failure) {
      case null -> "ok";
      case EmbeddingException e -> e.reason().name().toLowerCase(Locale.ROOT);
      default -> "bug";
    };
  }
}
