package dev.tributary.source.opensearch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** The sources of kind {@code elasticsearch}. */
@ConfigMapping(prefix = ElasticsearchConfig.PREFIX)
interface ElasticsearchConfig {
  String PREFIX = "tributary.source.elasticsearch";

  /** The indexes, by the name of their source. */
  @WithParentName
  Map<String, Index> sources();

  /** One index of Elasticsearch. */
  interface Index extends IndexConfig {}
}
