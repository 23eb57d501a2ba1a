package dev.tributary.source.lucene;

import dev.tributary.embedding.Embedders;
import dev.tributary.source.LoadSettings;
import dev.tributary.source.SourceConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** The sources of kind {@code lucene}. */
@ConfigMapping(prefix = LuceneConfig.PREFIX)
interface LuceneConfig {
  String PREFIX = "tributary.source.lucene";

  /** The indexes, by the name of their source. */
  @WithParentName
  Map<String, Index> sources();

  /** One embedded index. */
  interface Index extends SourceConfig {
    /** The folder of the index; made when it does not exist. Default: in memory. */
    Optional<String> path();

    /**
     * The language of all its documents, ISO 639-1 such as `pt`. Default: the field `lang` of each
     * document, else a guess by its little words.
     */
    Optional<String> language();

    /** The embedding model of its vectors; `none` searches text only. */
    @WithDefault(Embedders.DEFAULT_MODEL)
    String model();

    /**
     * What it is filled from in the background: a folder of `.md`, `.txt` and `.html`, a `.jsonl`
     * or `.jsonl.gz` file, or `classpath:` and either. Default: only what is written to it.
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
}
