package dev.tributary.source;

import dev.tributary.embedding.Embedders;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.passage.Passage;
import dev.tributary.text.Languages;
import dev.tributary.text.Splitter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source that can be written to holds, as configured and checked.
 *
 * @param model of its vectors; null when it searches text only
 * @param language of all its documents; null when each has its own
 * @param chunkSize the most characters of a chunk
 * @param load what it is filled with in the background
 */
public record WritableSettings(
    @Nullable String model, @Nullable String language, int chunkSize, Optional<LoadSettings> load) {
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  /**
   * The settings in a source's configuration.
   *
   * @param prefix of its keys, such as {@code tributary.source.lucene."wiki"}
   * @throws BadConfiguration when a value is wrong in itself
   */
  public static WritableSettings of(String prefix, WritableConfig config) {
    int chunkSize = config.chunkSize();
    if (chunkSize < Splitter.MIN_CHUNK || chunkSize > Passage.MAX_TEXT) {
      throw new BadConfiguration(
          prefix + ".chunk-size",
          String.valueOf(chunkSize),
          Splitter.MIN_CHUNK + " to " + Passage.MAX_TEXT);
    }
    return new WritableSettings(
        config.model().equals(Embedders.NONE) ? null : config.model(),
        config.language().map(language -> language(prefix, language)).orElse(null),
        chunkSize,
        load(prefix, config));
  }

  /**
   * The language of a document, ISO 639-1: of the source, else what the document says, else a guess
   * by its little words; null when they do not tell.
   */
  public @Nullable String languageOf(Document document) {
    if (language != null) {
      return language;
    }
    String own = document.language();
    if (own == null && document.metadata().get("lang") instanceof String lang) {
      own = lang;
    }
    return own == null || own.isBlank()
        ? Languages.guess(document.text()).orElse(null)
        : own.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
  }

  private static String language(String prefix, String value) {
    if (!LANGUAGES.contains(value)) {
      throw new BadConfiguration(
          prefix + ".language", value, "an ISO 639-1 code of two small letters, such as en or pt");
    }
    return value;
  }

  private static Optional<LoadSettings> load(String prefix, WritableConfig config) {
    if (config.load().isEmpty() && !config.loadWhere().isEmpty()) {
      throw new BadConfiguration(
          prefix + ".load-where", config.loadWhere().keySet().toString(), "only beside load");
    }
    return config
        .load()
        .map(where -> new LoadSettings(where, config.loadWhere(), config.chunkSize()));
  }
}
