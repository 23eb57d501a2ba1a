package dev.tributary.embedding;

import dev.tributary.guard.Timers;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes cross-encoders that share the threads of all models of this process; a CDI bean. */
@Singleton
public class CrossEncoders {
  private final EmbeddingPool pool;
  private final Timers timers;
  private final List<LoadedOnce<PairModel>> models = new ArrayList<>();

  CrossEncoders(EmbeddingPool pool, Timers timers) {
    this.pool = pool;
    this.timers = timers;
  }

  /**
   * A network on disk. Does no I/O: it is loaded at its first use.
   *
   * @param name for messages
   * @param network of inputs as BERT has them, and one logit a pair
   * @param tokenizer its {@code tokenizer.json}
   * @param maxTokens of question and passage together; the longer one is cut
   */
  public CrossEncoder onDisk(String name, Path network, Path tokenizer, int maxTokens) {
    ModelFiles files = new ModelFiles.OnDisk(network, tokenizer);
    LoadedOnce<PairModel> model =
        new LoadedOnce<>(name, () -> PairModel.load(files, maxTokens), pool, timers);
    models.add(model);
    return (question, passage) ->
        model.run(Lane.PASSAGE, loaded -> loaded.logit(question, passage));
  }

  @PreDestroy
  void close() {
    pool.close();
    models.forEach(LoadedOnce::close);
  }
}
