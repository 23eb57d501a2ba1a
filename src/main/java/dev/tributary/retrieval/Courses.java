package dev.tributary.retrieval;

import dev.tributary.embedding.Embedders;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.Timers;
import dev.tributary.passage.Question;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Begins retrievals: with a plan, a deadline that runs from now, and vectors that nobody computed
 * yet.
 */
@Singleton
class Courses {
  private final Planner planner;
  private final Embedders embedders;
  private final Timers timers;

  Courses(Planner planner, Embedders embedders, Timers timers) {
    this.planner = planner;
    this.embedders = embedders;
    this.timers = timers;
  }

  /**
   * By a request as it stands.
   *
   * @throws RetrievalException.Unserviceable when the request names what is not there
   */
  Course begin(RetrievalRequest request) {
    return begin(planner.plan(request), opening(request));
  }

  /**
   * By a request that took some steps to be asked at all.
   *
   * @throws RetrievalException.Unserviceable when the request names what is not there
   */
  Course begin(RetrievalRequest request, Opening opening) {
    return begin(planner.plan(request), opening);
  }

  /**
   * Of what was gathered already, so that nobody waits for it.
   *
   * @throws RetrievalException.Unserviceable when the request names what is not there
   */
  Course again(RetrievalRequest request) {
    return begin(planner.plan(request.forAll()).within(Gatherer.NO_HURRY), opening(request));
  }

  private Opening opening(RetrievalRequest request) {
    return new Opening(request.question(), timers.nanoTime(), List.of());
  }

  private Course begin(RetrievalPlan plan, Opening opening) {
    RetrievalRequest request = plan.request();
    Deadline deadline = Deadline.after(plan.deadline(), timers::nanoTime);
    List<Question> otherWords = request.otherWords();
    return new Course(
        plan,
        deadline,
        opening,
        vectors(request.question(), deadline),
        otherWords.isEmpty()
            ? List.of()
            : otherWords.stream().map(words -> vectors(words, deadline)).toList(),
        timers);
  }

  private QuestionVectors vectors(Question question, Deadline deadline) {
    return new QuestionVectors(question, deadline, embedders, timers);
  }
}
