package dev.tributary.ranking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.passage.Passage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Remembers analysed texts, so that a passage which is found again is not analysed again: that is
 * most of what scoring a pool costs.
 *
 * <p>Bounded by characters; a text and its terms take some 4 bytes a character.
 */
final class PassageTexts {
  /** Some 16,000 passages of 1,000 characters, 60 MB. */
  static final long DEFAULT_CHARACTERS = 16_000_000;

  // Written out: those that a record brings go through method handles that never became cheap here,
  // at 4 % of all that
  // a question costs.
  private record Key(@Nullable String title, String text, @Nullable String language) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && text.equals(key.text)
          && Objects.equals(title, key.title)
          && Objects.equals(language, key.language);
    }

    @Override
    public int hashCode() {
      return 31 * text.hashCode() + Objects.hashCode(language);
    }
  }

  private final Cache<Key, PassageText> cache;

  PassageTexts(long characters) {
    cache =
        Caffeine.newBuilder()
            .maximumWeight(characters)
            .weigher((Key key, PassageText _) -> key.text.length() + 100)
            .executor(Runnable::run)
            .build();
  }

  PassageText of(Passage passage) {
    if (passage.text().isBlank()) {
      // Its content is its id, which is not in the key.
      return PassageText.of(passage);
    }
    Key key = new Key(passage.title(), passage.text(), PassageText.declaredLanguage(passage));
    PassageText known = cache.getIfPresent(key);
    if (known == null) {
      known = PassageText.of(passage);
      cache.put(key, known);
    }
    return known;
  }
}
