package dev.tributary.source;

import io.smallrye.mutiny.Uni;

/**
 * A source that is described by whoever runs this server, and can show what came of the
 * description.
 */
public interface ExplainingSource extends Source {
  /**
   * Asks it once and shows each step. What goes wrong on the way is a part of the explanation: it
   * fails only when it was not asked at all.
   */
  Uni<Explanation> explain(SearchRequest request);
}
