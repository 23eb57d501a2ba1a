package dev.tributary.ingestion;

import dev.tributary.embedding.Embedder;
import dev.tributary.embedding.Embedders;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Vector;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Answers with the length of the text; counts its calls, and how many there were at once. */
final class FakeEmbedder implements Embedder, Embedders {
  final List<String> texts = new CopyOnWriteArrayList<>();
  final AtomicInteger running = new AtomicInteger();
  final AtomicInteger mostAtOnce = new AtomicInteger();
  Function<String, Uni<Void>> before = _ -> Uni.createFrom().voidItem();

  @Override
  public Uni<Vector> embedPassage(String text, Deadline deadline) {
    return Uni.createFrom()
        .deferred(
            () -> {
              texts.add(text);
              mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
              return before.apply(text);
            })
        .map(_ -> new Vector(model(), new float[] {text.length()}))
        .onTermination()
        .invoke(running::decrementAndGet);
  }

  @Override
  public Uni<Vector> embedQuestion(String text, Deadline deadline) {
    throw new UnsupportedOperationException("ingestion asks no questions");
  }

  @Override
  public String model() {
    return FakeWritableSource.MODEL;
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public Uni<Void> check() {
    return Uni.createFrom().voidItem();
  }

  @Override
  public Optional<Embedder> find(String model) {
    return models().contains(model) ? Optional.of(this) : Optional.empty();
  }

  @Override
  public Set<String> models() {
    return Set.of(model());
  }
}
