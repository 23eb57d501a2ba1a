package dev.tributary.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.passage.Passage;
import dev.tributary.retrieval.Retrieval;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * The passages that agents were given lately, for those who come back for one of a source that
 * gives none back itself. In this process alone: another replica does not know them.
 */
@ApplicationScoped
class GivenOut {
  static final int MOST = 10_000;
  static final Duration KEPT = Duration.ofMinutes(10);

  private final Cache<String, Passage> passages =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

  void keep(Retrieval answer) {
    answer.ranked().passages().forEach(p -> passages.put(p.passage().id(), p.passage()));
  }

  Optional<Passage> find(String id) {
    return Optional.ofNullable(passages.getIfPresent(id));
  }
}
