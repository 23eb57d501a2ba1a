package dev.tributary.ranking;

import dev.tributary.embedding.Embedder;
import dev.tributary.embedding.Embedders;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.TimeLimit;
import dev.tributary.guard.Timers;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Vector;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Brings the cosines between a question and passages: all of them, or the reason why not. */
final class Cosines {
  /** Passages embedded at once for one question; the embedder's own pool is the true bound. */
  private static final int CONCURRENCY = 4;

  private final Embedders embedders;
  private final Timers timers;

  Cosines(Embedders embedders, Timers timers) {
    this.embedders = embedders;
    this.timers = timers;
  }

  /** The question's vector, in time and in the model's space; else {@link NoCosineException}. */
  Uni<Vector> ofQuestion(Uni<Vector> vector, String model, Deadline deadline) {
    return TimeLimit.of(
            vector,
            deadline.remaining(),
            timers,
            () -> new NoCosineException("the question's vector came too late"))
        .onItem()
        .invoke(
            v -> {
              if (!v.model().equals(model)) {
                throw new NoCosineException(
                    "the question's vector is of " + v.model() + ", not of " + model);
              }
            })
        .onFailure(e -> !(e instanceof NoCosineException))
        .transform(e -> new NoCosineException("no vector of the question: " + e.getMessage()));
  }

  /**
   * The cosines of candidates that all bring a vector.
   *
   * @throws NoCosineException when one does not
   */
  static double[] atHand(Vector question, List<Candidate> candidates) {
    double[] cosines = new double[candidates.size()];
    for (int i = 0; i < cosines.length; i++) {
      Candidate candidate = candidates.get(i);
      Vector vector = candidate.vector(question.model());
      if (vector == null) {
        throw new NoCosineException(
            "source %s returned a passage without a vector of %s"
                .formatted(candidate.passage().source(), question.model()));
      }
      cosines[i] = cosine(question, vector, candidate.passage());
    }
    return cosines;
  }

  /** The cosines of candidates; the vectors that none brings are computed now. */
  Uni<double[]> computed(Vector question, List<Candidate> candidates, Deadline deadline) {
    List<Passage> missing = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (candidate.vector(question.model()) == null) {
        missing.add(candidate.passage());
      }
    }
    Uni<List<Vector>> embedded =
        missing.isEmpty()
            ? Uni.createFrom().item(List.of())
            : embed(question.model(), missing, deadline);
    return embedded.map(
        vectors -> {
          Iterator<Vector> next = vectors.iterator();
          double[] cosines = new double[candidates.size()];
          for (int i = 0; i < cosines.length; i++) {
            Vector known = candidates.get(i).vector(question.model());
            Vector vector = known == null ? next.next() : known;
            cosines[i] = cosine(question, vector, candidates.get(i).passage());
          }
          return cosines;
        });
  }

  private Uni<List<Vector>> embed(String model, List<Passage> passages, Deadline deadline) {
    Embedder embedder = embedders.find(model).orElse(null);
    if (embedder == null) {
      return Uni.createFrom().failure(new NoCosineException("there is no model " + model));
    }
    if (!embedder.isLocal()) {
      return Uni.createFrom()
          .failure(
              new NoCosineException(
                  "passages are not sent to " + model + ", which is not in this process"));
    }
    List<Uni<Vector>> vectors = new ArrayList<>(passages.size());
    for (Passage passage : passages) {
      vectors.add(embedder.embedPassage(EmbeddedText.of(passage), deadline));
    }
    return TimeLimit.of(
            Uni.join().all(vectors).usingConcurrencyOf(CONCURRENCY).andFailFast(),
            deadline.remaining(),
            timers,
            () -> new NoCosineException("the passages' vectors came too late"))
        .onFailure(e -> !(e instanceof NoCosineException))
        .transform(e -> new NoCosineException("no vectors of the passages: " + e.getMessage()));
  }

  private static double cosine(Vector question, Vector passage, Passage of) {
    if (question.values().length != passage.values().length) {
      throw new NoCosineException(
          "source %s returned a vector of %d dimensions, %s has %d"
              .formatted(
                  of.source(),
                  passage.values().length,
                  question.model(),
                  question.values().length));
    }
    double cosine = question.cosine(passage);
    if (!Double.isFinite(cosine)) {
      throw new NoCosineException("source " + of.source() + " returned a vector of no numbers");
    }
    return cosine;
  }
}
