package dev.tributary.ranking;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Many named lists become one; a CDI bean. */
public interface Ranking {
  /**
   * Does now what ranking this list will want later, while slower sources are still awaited.
   * Changes nothing but the time: what it does not get to, {@link #rank} does.
   */
  void prepare(SourceList list, RankingPlan plan);

  /**
   * Ranks.
   *
   * <p>Same question, lists and plan give equal passages, whatever the order of the lists. Never
   * fails for want of a vector: the words decide then, and {@link Ranked#degraded} says so. CPU
   * work of more than some microseconds runs on a bounded pool; the caller brings the result back
   * to its own context.
   *
   * @param vector the question's vector in the plan's model, memoised; not subscribed to when the
   *     plan wants no cosine
   * @param deadline by which the ranking must be done
   */
  Uni<Ranked> rank(
      Question question,
      List<SourceList> lists,
      RankingPlan plan,
      Uni<Vector> vector,
      Deadline deadline);

  /**
   * Chooses, fits and joins what was ranked; the last thing that is done to a list.
   *
   * <p>Same list and packing give the same passages. Costs nothing where the packing is plain.
   * Never fails for want of time or of a tokenizer: {@link Ranked#degraded} says what was left out.
   *
   * @param ranked as deep as {@link Packing#depth}
   * @param topK how many passages to return at most
   */
  Uni<Ranked> pack(Ranked ranked, int topK, Packing packing, Deadline deadline);
}
