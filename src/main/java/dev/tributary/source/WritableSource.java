package dev.tributary.source;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A source that documents can be written to. What it acknowledges is durable and found by the next
 * search.
 */
public interface WritableSource extends Source {
  /** The content hashes of those of the documents that it holds, by document id. */
  Uni<Map<String, String>> contentHashes(Collection<String> documentIds);

  /** The ids of all documents it holds. */
  Uni<Set<String>> documentIds();

  /** Writes documents; each replaces all chunks of its former self, at once. */
  Uni<Void> write(List<ChunkedDocument> documents);

  /** Removes documents; those it does not hold are no error. */
  Uni<Void> delete(Collection<String> documentIds);

  /** What it is filled with in the background; empty when nobody but its callers writes to it. */
  default Optional<LoadSettings> loadSettings() {
    return Optional.empty();
  }

  /**
   * What filling it has come to, for {@code GET /sources}; the source reports {@link Found#LOADING}
   * until it is done.
   */
  void loading(LoadProgress progress);

  /** What was told last; null when it is not filled from configuration. */
  @Nullable LoadProgress loading();
}
