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

  /** Of a passage as long as most are; of longer ones there is room for fewer. */
  private static final int USUAL_CHARACTERS = 2_000;

  private final Cache<String, Passage> passages =
      Caffeine.newBuilder()
          .maximumWeight((long) MOST * USUAL_CHARACTERS)
          .weigher((String _, Passage passage) -> Math.max(USUAL_CHARACTERS, characters(passage)))
          .expireAfterWrite(KEPT)
          .executor(Runnable::run)
          .build();

  void keep(Retrieval answer) {
    answer.ranked().passages().forEach(p -> keep(p.passage()));
  }

  void keep(Passage passage) {
    passages.put(passage.id(), withoutVector(passage));
  }

  private static int characters(Passage passage) {
    return passage.text().length() + passage.metadata().toString().length();
  }

  private static Passage withoutVector(Passage p) {
    return p.vector() == null
        ? p
        : new Passage(
            p.id(),
            p.source(),
            p.title(),
            p.url(),
            p.text(),
            p.language(),
            p.metadata(),
            p.signal(),
            p.rawScore(),
            null);
  }

  Optional<Passage> find(String id) {
    return Optional.ofNullable(passages.getIfPresent(id));
  }
}
