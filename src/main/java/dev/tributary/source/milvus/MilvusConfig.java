package dev.tributary.source.milvus;

import dev.tributary.source.Distance;
import dev.tributary.source.StoreConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** The sources of kind {@code milvus}. */
@ConfigMapping(prefix = MilvusConfig.PREFIX)
interface MilvusConfig {
  String PREFIX = "tributary.source.milvus";

  /** The collections, by the name of their source. */
  @WithParentName
  Map<String, Collection> sources();

  /** One collection. */
  interface Collection extends StoreConfig {
    /** Where the server is, required, such as `http://localhost:19530`. */
    Optional<String> url();

    /** The collection or an alias of it, required. */
    Optional<String> collection();

    /** The database that has the collection. */
    @WithDefault("default")
    String database();

    /** Sent as bearer: `user:password`, or an API key of Zilliz Cloud, as `${ENV}`. */
    Optional<String> token();

    /** The field of the vectors. Default: the collection's only one of that type. */
    Optional<String> vectorField();

    /**
     * How the vectors are measured: `cosine`, `dot` or `euclidean`. Default: as the index does; one
     * that is made by `create` measures cosines.
     */
    Optional<Distance> distance();
  }
}
