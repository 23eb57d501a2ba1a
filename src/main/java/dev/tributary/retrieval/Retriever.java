package dev.tributary.retrieval;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The use case: plan, fan out, rank, report. */
@ApplicationScoped
public class Retriever {
  /**
   * Asks the chosen sources and merges what they found.
   *
   * <p>Lazy; cancelling it cancels all upstream calls. Fails with {@link RetrievalException} alone.
   */
  public Uni<Retrieval> retrieve(RetrievalRequest request, RetrievalObserver observer) {
    throw new IllegalStateException("in the making");
  }
}
