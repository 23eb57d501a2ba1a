package dev.tributary.source.weaviate;

import dev.tributary.source.Distance;
import dev.tributary.source.StoreConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** The sources of kind {@code weaviate}. */
@ConfigMapping(prefix = WeaviateConfig.PREFIX)
interface WeaviateConfig {
  String PREFIX = "tributary.source.weaviate";

  /** The collections, by the name of their source. */
  @WithParentName
  Map<String, Collection> sources();

  /** One collection. */
  interface Collection extends StoreConfig {
    /** Where the server is, required, such as `http://localhost:8080`. */
    Optional<String> url();

    /** The collection (class), required: letters, digits and underscores, a letter first. */
    Optional<String> collection();

    /** The tenant of a collection that has some. */
    Optional<String> tenant();

    /** Sent as bearer: an API key or an OIDC token, as `${ENV}`. */
    Optional<String> apiKey();

    /** Other headers of every request. */
    Map<String, String> headers();

    /** The named vector that is searched. Default: the collection's only one. */
    Optional<String> vectorName();

    /**
     * How much the vector counts beside the words, 0 to 1; 1 searches by vector alone, which costs
     * the store less.
     */
    @WithDefault("0.5")
    double alpha();

    /**
     * How the vectors are measured: `cosine`, `dot` or `euclidean`. Default: as the collection
     * does; one that is made by `create` measures cosines.
     */
    Optional<Distance> distance();
  }
}
