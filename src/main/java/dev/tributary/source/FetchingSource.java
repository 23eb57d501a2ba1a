package dev.tributary.source;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Passage;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** A source that gives a passage back by its id, long after it was found. */
public interface FetchingSource extends Source {
  /**
   * The passage with an id that a search of this source gave out; empty when it is gone. Fails as a
   * search does.
   *
   * @param id of the passage, see {@link dev.tributary.passage.PassageId}
   */
  Uni<Optional<Passage>> fetch(String id, Deadline deadline);
}
