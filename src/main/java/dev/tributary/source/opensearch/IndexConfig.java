package dev.tributary.source.opensearch;

import dev.tributary.source.Distance;
import dev.tributary.source.StoreConfig;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** One index of OpenSearch or Elasticsearch. */
interface IndexConfig extends StoreConfig {
  /** Where the cluster is, required: `http://` or `https://`, perhaps with a path. */
  Optional<String> url();

  /** The index or alias that is searched, required. */
  Optional<String> index();

  /** An API key in its encoded form; only the name of the key's variable belongs here: `${ENV}`. */
  Optional<String> apiKey();

  /** The user, where no API key is used. */
  Optional<String> username();

  /** The user's password, as `${ENV}`. */
  Optional<String> password();

  /** The field of the vectors. */
  @WithDefault("vector")
  String vectorField();

  /**
   * How the index measures vectors: `cosine`, `dot` or `euclidean`; a check tells when it is
   * another. Default: whatever it is; an index that is made takes `cosine`.
   */
  Optional<Distance> distance();

  /** Over how many shards an index that is made is spread, 1 to 1024. */
  @WithDefault("1")
  int shards();

  /** How many copies of each shard an index that is made has beside the first, 0 to 16. */
  @WithDefault("1")
  int replicas();
}
