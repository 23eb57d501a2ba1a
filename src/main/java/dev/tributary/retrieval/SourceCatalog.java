package dev.tributary.retrieval;

import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** All named sources of this server, in order of their names. */
@ApplicationScoped
public class SourceCatalog {
  /** All sources, as they stand now. */
  public List<SourceState> states() {
    throw new IllegalStateException("in the making");
  }

  /** One source, as it stands now. */
  public Optional<SourceState> state(String name) {
    throw new IllegalStateException("in the making");
  }

  /** The sources themselves, for those who fill them. */
  public List<Source> sources() {
    throw new IllegalStateException("in the making");
  }

  /**
   * Tries one source, within its {@code wait}.
   *
   * @return empty-handed when it is well; fails with {@link SourceException} when it is not
   * @throws IllegalArgumentException when there is no such source
   */
  public Uni<Void> check(String name) {
    throw new IllegalStateException("in the making");
  }
}
