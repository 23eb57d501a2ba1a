package dev.tributary.source.opensearch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** The sources of kind {@code opensearch}. */
@ConfigMapping(prefix = OpenSearchConfig.PREFIX)
interface OpenSearchConfig {
  String PREFIX = "tributary.source.opensearch";

  /** The indexes, by the name of their source. */
  @WithParentName
  Map<String, Index> sources();

  /** One index of OpenSearch. */
  interface Index extends IndexConfig {}
}
