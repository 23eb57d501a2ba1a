package dev.tributary.embedding;

import dev.tributary.guard.Timers;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Callable;

/** A model that runs in this process, on the threads of a pool; see {@link LoadedOnce}. */
final class LocalEncoder implements Encoder {
  private final LoadedOnce<TextModel> model;

  /**
   * @param model its name
   * @param loader brings it into memory
   */
  LocalEncoder(
      String model, Callable<? extends TextModel> loader, EmbeddingPool pool, Timers timers) {
    this.model = new LoadedOnce<>(model, loader, pool, timers);
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public Uni<float[]> encode(String text, Lane lane) {
    return model.run(lane, loaded -> loaded.embed(text));
  }

  @Override
  public void close() {
    model.close();
  }
}
