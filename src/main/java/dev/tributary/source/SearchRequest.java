package dev.tributary.source;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one source is asked.
 *
 * @param question as it came
 * @param limit how many passages at most, at least 1
 * @param filter what the passages' metadata must satisfy, or null
 * @param deadline when the answer is no longer wanted
 * @param vector the question's vector in the model of {@link Capabilities#model()}: memoised and
 *     lazy, computed at the first subscription and shared; fails when the embedder is down or late,
 *     and when the source has no model
 * @param returnVectors whether the ranking can use the passages' vectors
 * @param hops how many other servers of this kind the question came through, 0 from a client
 */
public record SearchRequest(
    Question question,
    int limit,
    @Nullable Filter filter,
    Deadline deadline,
    Uni<Vector> vector,
    boolean returnVectors,
    int hops) {
  /** A question that came from a client. */
  public SearchRequest(
      Question question,
      int limit,
      @Nullable Filter filter,
      Deadline deadline,
      Uni<Vector> vector,
      boolean returnVectors) {
    this(question, limit, filter, deadline, vector, returnVectors, 0);
  }

  public SearchRequest {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is at least 1, not " + limit);
    }
  }

  /** The question's vector, or empty when it is not to be had: then only the words are searched. */
  public Uni<Optional<Vector>> vectorIfAny() {
    return vector.map(Optional::of).onFailure().recoverWithItem(Optional.empty());
  }

  /**
   * The question's vector, for a source that has nothing else to search by; fails with a
   * SourceException of kind UNSUPPORTED, since nothing is wrong with the source.
   */
  public Uni<Vector> requiredVector() {
    return vector
        .onFailure()
        .transform(
            failure ->
                new SourceException(
                    ErrorKind.UNSUPPORTED,
                    "it is searched by vector alone, and the question has none: "
                        + failure.getMessage(),
                    failure));
  }

  /**
   * Refuses a filter that cannot be pushed down; every source calls it first.
   *
   * @throws SourceException of kind UNSUPPORTED
   */
  public void requireSupported(Capabilities capabilities) {
    if (filter != null && !capabilities.supports(filter)) {
      throw new SourceException(ErrorKind.UNSUPPORTED, "this source cannot apply the filter");
    }
  }
}
