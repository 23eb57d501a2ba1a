package dev.tributary.source;

import dev.tributary.guard.BadConfiguration;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a source is treated, whatever its kind.
 *
 * @param waitTime how long an answer waits for it
 * @param optional never waited for beyond the others
 * @param byDefault asked when a request names no sources
 * @param weight of its passages in the merged list
 * @param priority which copy of a passage wins, and ties: higher first
 * @param maxLimit the most passages it is asked for
 * @param permits calls at once against its endpoint
 * @param queue calls that may queue for a permit
 * @param metered every call costs: never retried, never hedged
 * @param tags words that tell what it holds
 * @param languages of what it holds, ISO 639-1; empty for any
 */
public record SourceSettings(
    Duration waitTime,
    boolean optional,
    boolean byDefault,
    double weight,
    int priority,
    int maxLimit,
    int permits,
    int queue,
    boolean metered,
    Set<String> tags,
    Set<String> languages) {
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final int MAX_TAG = 64;

  /** What a source has that says nothing else. */
  public static final SourceSettings DEFAULTS =
      new SourceSettings(Duration.ofSeconds(1), false, true, 1, 0, 50, 32, 64, false);

  public SourceSettings {
    tags = Set.copyOf(tags);
    languages = Set.copyOf(languages);
  }

  /** A source of which nobody says what it holds. */
  public SourceSettings(
      Duration waitTime,
      boolean optional,
      boolean byDefault,
      double weight,
      int priority,
      int maxLimit,
      int permits,
      int queue,
      boolean metered) {
    this(
        waitTime, optional, byDefault, weight, priority, maxLimit, permits, queue, metered,
        Set.of(), Set.of());
  }

  /**
   * The settings in a source's configuration.
   *
   * @param prefix of its keys, such as {@code tributary.source.http."wiki"}
   * @throws BadConfiguration when a value is out of its bounds
   */
  public static SourceSettings of(String prefix, SourceConfig config, boolean metered) {
    Duration wait = config.waitTime();
    require(
        wait.toMillis() >= 1 && wait.toMillis() <= 60_000,
        prefix,
        "wait",
        wait.toMillis() + "ms",
        "1ms to 60s");
    require(
        config.weight() >= 0 && config.weight() <= 100,
        prefix,
        "weight",
        config.weight(),
        "0 to 100");
    require(
        config.maxLimit() >= 1 && config.maxLimit() <= 1000,
        prefix,
        "max-limit",
        config.maxLimit(),
        "1 to 1000");
    require(
        config.permits() >= 1 && config.permits() <= 10_000,
        prefix,
        "permits",
        config.permits(),
        "1 to 10000");
    require(
        config.queue() >= 0 && config.queue() <= 10_000,
        prefix,
        "queue",
        config.queue(),
        "0 to 10000");
    return new SourceSettings(
        wait,
        config.optional(),
        config.byDefault(),
        config.weight(),
        config.priority(),
        config.maxLimit(),
        config.permits(),
        config.queue(),
        metered,
        tags(prefix, config.tags().orElse(List.of())),
        languages(prefix, config.languages().orElse(List.of())));
  }

  private static Set<String> tags(String prefix, List<String> tags) {
    for (String tag : tags) {
      boolean isWord = !tag.isBlank() && tag.equals(tag.strip()) && tag.length() <= MAX_TAG;
      require(isWord, prefix, "tags", tag, "words of 1 to " + MAX_TAG + " characters");
    }
    return Set.copyOf(new HashSet<>(tags));
  }

  private static Set<String> languages(String prefix, List<String> languages) {
    for (String language : languages) {
      require(
          LANGUAGES.contains(language),
          prefix,
          "languages",
          language,
          "ISO 639-1 codes of two small letters, such as en,pt");
    }
    return Set.copyOf(new HashSet<>(languages));
  }

  private static void require(
      boolean holds, String prefix, String key, Object value, String allowed) {
    if (!holds) {
      throw new BadConfiguration(prefix + "." + key, String.valueOf(value), allowed);
    }
  }
}
