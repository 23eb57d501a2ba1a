package dev.tributary.source.langchain4j;

import dev.tributary.source.Distance;
import dev.tributary.source.SourceConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The sources of kind `langchain4j`. Each bean that is a `ContentRetriever` or an
 * `EmbeddingStore<TextSegment>` is one without any key.
 */
@ConfigMapping(prefix = LangChain4jConfig.PREFIX)
interface LangChain4jConfig {
  String PREFIX = "tributary.source.langchain4j";

  /** What is said of a bean, by the name of its source. */
  @WithParentName
  @WithDefaults
  Map<String, Bridge> sources();

  /** One bean as a source. */
  interface Bridge extends SourceConfig {
    /**
     * The bean: what stands in its `@Named`, else its class in small letters with hyphens, such as
     * `papers-retriever`. Default: the name of the source.
     */
    Optional<String> bean();

    /**
     * The embedding model that the store was filled with; only for an embedding store, whose
     * default is `minilm-l6-v2-q`.
     */
    Optional<String> model();

    /**
     * How many dimensions that model's vectors have, 1 to 65536, so that a check can try the store
     * before a question comes; only for an embedding store. Default: as many as the first
     * question's vector.
     */
    OptionalInt dimensions();

    /**
     * What the store measures; only for an embedding store. Default: `cosine`, as LangChain4j's
     * stores do unless they are told otherwise; the scores of others are taken as they are.
     */
    Optional<Distance> distance();

    /** Which of a segment's metadata are no metadata here. */
    FieldNames fields();
  }

  /** The names of the parts of a passage in a segment's metadata. */
  interface FieldNames {
    /** The key of the passage's id. Default: the store's own id, else a hash of the text. */
    Optional<String> id();

    /** The key of the title. */
    @WithDefault("title")
    String title();

    /** The key of the address. */
    @WithDefault("url")
    String url();

    /** The key of the language. */
    @WithDefault("language")
    String language();
  }
}
