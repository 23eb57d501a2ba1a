package dev.tributary.source.chroma;

import dev.tributary.source.Distance;
import dev.tributary.source.StoreConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** The sources of kind {@code chroma}. */
@ConfigMapping(prefix = ChromaConfig.PREFIX)
interface ChromaConfig {
  String PREFIX = "tributary.source.chroma";

  /** The collections, by the name of their source. */
  @WithParentName
  Map<String, Collection> sources();

  /** One collection. */
  interface Collection extends StoreConfig {
    /** Where the server is, required, such as `http://localhost:8000`. */
    Optional<String> url();

    /** The collection, required. */
    Optional<String> collection();

    /** The tenant that has the database. */
    @WithDefault("default_tenant")
    String tenant();

    /** The database that has the collection. */
    @WithDefault("default_database")
    String database();

    /** Sent as `X-Chroma-Token`: the API key of Chroma Cloud, as `${ENV}`. */
    Optional<String> token();

    /** Other headers of every request, such as an `Authorization` that a proxy before it wants. */
    Map<String, String> headers();

    /**
     * How the collection measures: `cosine`, `dot` or `euclidean`. Default: as it does; one that is
     * made by `create` measures cosines.
     */
    Optional<Distance> distance();
  }
}
