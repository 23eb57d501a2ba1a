package dev.tributary.source.lucene;

import dev.tributary.embedding.Embedders;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.WritableSettings;
import dev.tributary.text.Analyzers;
import dev.tributary.text.Splitter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One index as configured and checked.
 *
 * @param path null when it lives in memory
 * @param content what it holds and is filled with
 */
record LuceneSettings(
    String name, @Nullable Path path, WritableSettings content, SourceSettings source) {
  /** Changes whenever documents come to lie in the index in another way. */
  private static final String LAYOUT = "1";

  /**
   * Reads one source's configuration; does no I/O.
   *
   * @throws BadConfiguration when a value is wrong in itself
   */
  static LuceneSettings of(String name, LuceneConfig.Index config) {
    String prefix = LuceneConfig.PREFIX + ".\"" + name + "\"";
    return new LuceneSettings(
        name,
        config.path().map(path -> path(prefix, path)).orElse(null),
        WritableSettings.of(prefix, config),
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
        "model=" + (content.model() == null ? Embedders.NONE : content.model()),
        "analysis=" + Analyzers.VERSION,
        "language=" + (content.language() == null ? "any" : content.language()),
        "splitter=" + Splitter.VERSION,
        "chunk-size=" + content.chunkSize());
  }

  /** The model of its vectors; null when only the text is searched. */
  @Nullable String model() {
    return content.model();
  }

  /** Where it lies, for people; the folder itself is known to who configured it. */
  String target() {
    return path == null ? "in memory" : "on disk";
  }

  /** The key of its folder. */
  String pathKey() {
    return LuceneConfig.PREFIX + ".\"" + name + "\".path";
  }

  private static Path path(String prefix, String value) {
    try {
      return Path.of(value).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new BadConfiguration(prefix + ".path", value, "a folder of this machine");
    }
  }
}
