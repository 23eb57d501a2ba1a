package dev.tributary.ranking;

import dev.tributary.guard.Deadline;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/**
 * Reads question and passage together, and says how well the one answers the other.
 *
 * <p>Every Uni is lazy, never blocks who subscribes, ends at its deadline and within {@link
 * #waitTime}, frees what it holds when it is cancelled, fails with {@link RerankException} alone,
 * and ends on some thread of the reranker's: the caller brings the result back to its own context.
 */
public interface Reranker {
  /** The configured name. */
  String name();

  /** How long an answer waits for it. */
  Duration waitTime();

  /** How many passages it is given unless a request says otherwise. */
  int topN();

  /** Whether texts stay in this process. */
  boolean isLocal();

  /**
   * One relevance a text, in the order of the texts: all of them or a failure.
   *
   * @param texts at least one
   */
  Uni<List<Relevance>> judge(String question, List<String> texts, Deadline deadline);

  /** Tries whether it judges; brings a model of this process into memory. */
  Uni<Void> check();
}
