package dev.tributary.ranking;

import dev.tributary.embedding.Embedder;
import dev.tributary.embedding.Embedders;
import dev.tributary.embedding.EmbeddingException;
import dev.tributary.embedding.TokenCounter;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Vector;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** One model whose vectors are made of a text's hash. */
final class FakeEmbedders implements Embedders, Embedder {
  final List<String> embedded = new CopyOnWriteArrayList<>();
  final CountDownLatch asked = new CountDownLatch(1);
  volatile @Nullable EmbeddingException failure;
  volatile boolean hanging;
  volatile boolean local = true;
  volatile boolean known = true;
  volatile TokenCounter tokens = TokenCounter::byCharacters;
  private final String model;

  FakeEmbedders(String model) {
    this.model = model;
  }

  @Override
  public Optional<Embedder> find(String name) {
    return known && name.equals(model) ? Optional.of(this) : Optional.empty();
  }

  @Override
  public Optional<TokenCounter> tokenCounter(String name) {
    return Optional.of(text -> tokens.count(text));
  }

  @Override
  public Set<String> models() {
    return Set.of(model);
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public boolean isLocal() {
    return local;
  }

  @Override
  public Uni<Vector> embedQuestion(String text, Deadline deadline) {
    throw new AssertionError("the question's vector is given");
  }

  @Override
  public Uni<Vector> embedPassage(String text, Deadline deadline) {
    return Uni.createFrom()
        .deferred(
            () -> {
              embedded.add(text);
              asked.countDown();
              if (failure != null) {
                return Uni.createFrom().failure(failure);
              }
              int hash = text.hashCode();
              return hanging
                  ? Uni.createFrom().nothing()
                  : Uni.createFrom()
                      .item(new Vector(model, new float[] {hash % 7, hash % 11, hash % 13}));
            });
  }

  @Override
  public Uni<Void> check() {
    return Uni.createFrom().voidItem();
  }
}
