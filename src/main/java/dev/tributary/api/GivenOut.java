package dev.tributary.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.passage.Passage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The passages that agents were given lately, for those who come back for one of a source that
 * gives none back itself. Each is kept for the holder of the key who was given it, and for nobody
 * else. In this process alone: another replica does not know them.
 */
@ApplicationScoped
class GivenOut {
  static final int MOST = 10_000;
  static final Duration KEPT = Duration.ofMinutes(10);

  /** Of a passage as long as most are; of longer ones there is room for fewer. */
  private static final int USUAL_CHARACTERS = 2_000;

  /** What a value takes in memory beside its own characters, counted in characters. */
  private static final int OF_A_VALUE = 32;

  private final Cache<Key, Passage> passages =
      Caffeine.newBuilder()
          .maximumWeight((long) MOST * USUAL_CHARACTERS)
          .weigher((Key _, Passage passage) -> Math.max(USUAL_CHARACTERS, characters(passage)))
          .expireAfterWrite(KEPT)
          .executor(Runnable::run)
          .build();

  private record Key(String holder, String id) {}

  /**
   * Keeps a passage.
   *
   * @param holder of the key that was presented, empty where nobody needs one
   */
  void keep(String holder, Passage passage) {
    passages.put(new Key(holder, passage.id()), withoutVector(passage));
  }

  Optional<Passage> find(String holder, String id) {
    return Optional.ofNullable(passages.getIfPresent(new Key(holder, id)));
  }

  private static int characters(Passage passage) {
    int all = characters(passage.title()) + characters(passage.url()) + passage.text().length();
    all += 2 * passage.id().length();
    for (Map.Entry<String, Object> entry : passage.metadata().entrySet()) {
      all += characters(entry.getKey()) + characters(entry.getValue());
    }
    return all;
  }

  private static int characters(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case String text -> OF_A_VALUE + text.length();
      case List<?> list -> {
        int all = OF_A_VALUE;
        for (Object one : list) {
          all += characters(one);
        }
        yield all;
      }
      case Object _ -> OF_A_VALUE;
    };
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
}
