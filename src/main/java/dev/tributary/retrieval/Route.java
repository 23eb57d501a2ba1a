package dev.tributary.retrieval;

import dev.tributary.passage.Question;
import dev.tributary.source.SourceSettings;
import dev.tributary.text.Languages;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the chosen sources are asked; a source that the request calls required always is.
 *
 * @param tags only sources with at least one of these; empty means all
 * @param byLanguage whether sources that do not hold the question's language are left out
 * @param maxSources how many at most, those whose profile fits the question best; null means all
 */
public record Route(Set<String> tags, boolean byLanguage, @Nullable Integer maxSources) {
  /** Leaves nothing out. */
  public static final Route NONE = new Route(Set.of(), false, null);

  public Route {
    tags = Set.copyOf(tags);
    if (maxSources != null && maxSources < 1) {
      throw new IllegalArgumentException("maxSources is at least 1, not " + maxSources);
    }
  }

  /**
   * Whether a source is asked as far as its settings tell. A source that names no language may hold
   * any; a question whose language cannot be told is asked of all.
   */
  boolean admits(SourceSettings source, Question question) {
    boolean byTag = tags.isEmpty() || !Collections.disjoint(tags, source.tags());
    return byTag
        && (!byLanguage
            || source.languages().isEmpty()
            || Languages.guess(question.text()).map(source.languages()::contains).orElse(true));
  }
}
