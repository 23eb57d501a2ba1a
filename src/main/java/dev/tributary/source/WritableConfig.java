package dev.tributary.source;

import dev.tributary.embedding.Embedders;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** The keys of every source that documents can be written to. */
public interface WritableConfig extends SourceConfig {
  /** The embedding model of its vectors; `none` searches text only. */
  @WithDefault(Embedders.DEFAULT_MODEL)
  String model();

  /**
   * The language of all its documents, ISO 639-1 such as `pt`. Default: the field `lang` of each
   * document, else a guess by its little words.
   */
  Optional<String> language();

  /**
   * What it is filled from in the background: a folder of `.md`, `.txt` and `.html`, a `.jsonl` or
   * `.jsonl.gz` file, or `classpath:` and either. Default: only what is written to it.
   */
  Optional<String> load();

  /** Only documents whose fields have these values are loaded: `load-where.<field>=<value>`. */
  Map<String, String> loadWhere();

  /**
   * The most characters of a chunk, 100 to 8000. The default is about 300 tokens of English or
   * Portuguese: MiniLM was trained on 256 and reads 512, so that nothing is cut off.
   */
  @WithDefault("" + LoadSettings.DEFAULT_CHUNK_SIZE)
  int chunkSize();
}
