package dev.tributary.retrieval;

import dev.tributary.embedding.Embedder;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Vector;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** A model of tests: a function. */
public record FixedModel(String model, Function<String, float[]> vectors) implements Embedder {
  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public Uni<Vector> embedQuestion(String text, Deadline deadline) {
    return Uni.createFrom().item(() -> new Vector(model, vectors.apply(text)));
  }

  @Override
  public Uni<Vector> embedPassage(String text, Deadline deadline) {
    return embedQuestion(text, deadline);
  }

  @Override
  public Uni<Void> check() {
    return Uni.createFrom().voidItem();
  }
}
