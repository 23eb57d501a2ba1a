package dev.tributary.ranking;

import dev.tributary.guard.Deadline;
import dev.tributary.ranking.RerankException.Reason;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Rerankers that answer what the test says, and remember what they were asked. */
public final class FakeRerankers implements Rerankers {
  private final Map<String, Reranker> rerankers = new TreeMap<>();
  public final List<String> questions = new ArrayList<>();
  public final List<List<String>> texts = new ArrayList<>();
  public final List<Duration> left = new ArrayList<>();
  public int cancelled;

  /** One that finds each text as relevant as a function says, 0 to 1. */
  public FakeRerankers scoring(String name, ToDoubleFunction<String> relevance) {
    return answering(
        name,
        Uni.createFrom()
            .item(
                () ->
                    texts.getLast().stream()
                        .map(t -> relevance.applyAsDouble(t))
                        .map(score -> new Relevance(10 * score, score))
                        .toList()));
  }

  /** One that fails. */
  public FakeRerankers failing(String name, Reason reason) {
    return answering(
        name,
        Uni.createFrom().failure(new RerankException(reason, "as the test said", null, null)));
  }

  /** One that answers whatever it is asked, with a wait of 500 ms and 50 passages. */
  public FakeRerankers answering(String name, Uni<List<Relevance>> answer) {
    rerankers.put(name, new FakeReranker(name, answer));
    return this;
  }

  @Override
  public Optional<Reranker> find(String name) {
    return Optional.ofNullable(rerankers.get(name));
  }

  @Override
  public List<String> names() {
    return List.copyOf(rerankers.keySet());
  }

  private final class FakeReranker implements Reranker {
    private final String name;
    private final Uni<List<Relevance>> answer;

    FakeReranker(String name, Uni<List<Relevance>> answer) {
      this.name = name;
      this.answer = answer;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Duration waitTime() {
      return Duration.ofMillis(500);
    }

    @Override
    public int topN() {
      return 50;
    }

    @Override
    public boolean isLocal() {
      return true;
    }

    @Override
    public Uni<List<Relevance>> judge(String question, List<String> given, Deadline deadline) {
      return Uni.createFrom()
          .deferred(
              () -> {
                questions.add(question);
                texts.add(given);
                left.add(deadline.remaining());
                return answer;
              })
          .onCancellation()
          .invoke(() -> cancelled++);
    }

    @Override
    public Uni<Void> check() {
      return Uni.createFrom().voidItem();
    }
  }
}
