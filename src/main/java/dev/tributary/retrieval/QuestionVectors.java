package dev.tributary.retrieval;

import dev.tributary.embedding.Embedder;
import dev.tributary.embedding.Embedders;
import dev.tributary.embedding.EmbeddingException;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.SingleFlight;
import dev.tributary.guard.Timers;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The question's vectors: one a model, computed once, by whoever wants it first, and reported as a
 * step.
 *
 * <p>When all who wait for a vector have left, its computation is cancelled.
 */
final class QuestionVectors {
  private static final String STEP = "embedding";
  private static final EmbeddingException NO_MODEL =
      new EmbeddingException(EmbeddingException.Reason.UNAVAILABLE, "no such model", null);

  private final Question question;
  private final Deadline deadline;
  private final Embedders embedders;
  private final Timers timers;
  private final Map<String, Embedding> embeddings = new TreeMap<>();

  QuestionVectors(Question question, Deadline deadline, Embedders embedders, Timers timers) {
    this.question = question;
    this.deadline = deadline;
    this.embedders = embedders;
    this.timers = timers;
  }

  /**
   * The vector in a model's space; fails when there is no such model. Called while planning, by one
   * thread.
   */
  Uni<Vector> in(@Nullable String model) {
    if (model == null) {
      return Uni.createFrom().failure(NO_MODEL);
    }
    return embeddings.computeIfAbsent(model, Embedding::new).vector;
  }

  /** A source could not wait any longer. */
  static EmbeddingException late() {
    return new EmbeddingException(
        EmbeddingException.Reason.TIMEOUT, "the question's vector is late", null);
  }

  /** What became of each model's vector. */
  List<Step> steps() {
    return embeddings.values().stream().map(Embedding::step).toList();
  }

  private final class Embedding {
    private final String model;
    private final SingleFlight<String, Vector> flight = new SingleFlight<>();
    private final Uni<Vector> vector = Uni.createFrom().deferred(this::computedOrComputing);
    private volatile long started;
    private volatile long ended;
    private volatile @Nullable Uni<Vector> computed;
    private volatile @Nullable String failure;

    Embedding(String model) {
      this.model = model;
    }

    // Not memoize(): that goes on computing when nobody waits any more.
    private Uni<Vector> computedOrComputing() {
      Uni<Vector> known = computed;
      return known != null ? known : flight.share(model, deadline, this::compute);
    }

    private Uni<Vector> compute() {
      started = timers.nanoTime();
      return embedders
          .find(model)
          .map((Embedder e) -> e.embedQuestion(question.text(), deadline))
          .orElseGet(() -> Uni.createFrom().failure(NO_MODEL))
          .onItemOrFailure()
          .invoke(this::remember);
    }

    private void remember(@Nullable Vector item, @Nullable Throwable problem) {
      ended = timers.nanoTime();
      if (problem == null) {
        computed = Uni.createFrom().item(item);
      } else {
        failure = String.valueOf(problem.getMessage());
        computed = Uni.createFrom().failure(problem);
      }
    }

    Step step() {
      if (started == 0) {
        return new Step(STEP, Step.Status.SKIPPED, 0, model);
      }
      boolean unfinished = ended == 0;
      long elapsed = ((unfinished ? timers.nanoTime() : ended) - started) / 1_000_000;
      String problem = unfinished ? "not done when the answer was" : failure;
      return problem == null
          ? new Step(STEP, Step.Status.OK, elapsed, model)
          : new Step(STEP, Step.Status.DEGRADED, elapsed, model + ": " + problem);
    }
  }
}
