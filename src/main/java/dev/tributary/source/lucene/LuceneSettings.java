package dev.tributary.source.lucene;

import dev.tributary.embedding.Embedders;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.passage.Passage;
import dev.tributary.source.LoadSettings;
import dev.tributary.source.SourceSettings;
import dev.tributary.text.Analyzers;
import dev.tributary.text.Splitter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One index as configured and checked.
 *
 * @param path null when it lives in memory
 * @param language null when each document has its own
 * @param model null when it holds no vectors
 */
record LuceneSettings(
    String name,
    @Nullable Path path,
    @Nullable String language,
    @Nullable String model,
    int chunkSize,
    Optional<LoadSettings> load,
    SourceSettings source) {
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  /** Changes whenever documents come to lie in the index in another way. */
  private static final String LAYOUT = "1";

  /**
   * Reads one source's configuration; does no I/O.
   *
   * @throws BadConfiguration when a value is wrong in itself
   */
  static LuceneSettings of(String name, LuceneConfig.Index config) {
    String prefix = LuceneConfig.PREFIX + ".\"" + name + "\"";
    int chunkSize = config.chunkSize();
    if (chunkSize < Splitter.MIN_CHUNK || chunkSize > Passage.MAX_TEXT) {
      throw new BadConfiguration(
          prefix + ".chunk-size",
          String.valueOf(chunkSize),
          Splitter.MIN_CHUNK + " to " + Passage.MAX_TEXT);
    }
    return new LuceneSettings(
        name,
        config.path().map(path -> path(prefix, path)).orElse(null),
        config.language().map(language -> language(prefix, language)).orElse(null),
        config.model().equals(Embedders.NONE) ? null : config.model(),
        chunkSize,
        load(prefix, config),
        SourceSettings.of(prefix, config, false));
  }

  /**
   * What a document's terms, chunks and vectors depend on besides the document itself. A document
   * that was written under another stamp still answers, and is written anew by the next load.
   */
  String stamp() {
    return String.join(
        ";",
        "layout=" + LAYOUT,
        "model=" + (model == null ? Embedders.NONE : model),
        "analysis=" + Analyzers.VERSION,
        "language=" + (language == null ? "any" : language),
        "splitter=" + Splitter.VERSION,
        "chunk-size=" + chunkSize);
  }

  /** Where it lies, for people. */
  String target() {
    return path == null ? "memory" : path.toString();
  }

  private static Path path(String prefix, String value) {
    try {
      return Path.of(value).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new BadConfiguration(prefix + ".path", value, "a folder of this machine");
    }
  }

  private static String language(String prefix, String value) {
    if (!LANGUAGES.contains(value)) {
      throw new BadConfiguration(
          prefix + ".language", value, "an ISO 639-1 code of two small letters, such as en or pt");
    }
    return value;
  }

  private static Optional<LoadSettings> load(String prefix, LuceneConfig.Index config) {
    if (config.load().isEmpty() && !config.loadWhere().isEmpty()) {
      throw new BadConfiguration(
          prefix + ".load-where", config.loadWhere().keySet().toString(), "only beside load");
    }
    return config
        .load()
        .map(where -> new LoadSettings(where, config.loadWhere(), config.chunkSize()));
  }
}
