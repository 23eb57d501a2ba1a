package dev.tributary.source.lucene;

import dev.tributary.source.WritableConfig;
import io.smallrye.config.ConfigMapping;
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
  interface Index extends WritableConfig {
    /** The folder of the index; made when it does not exist. Default: in memory. */
    Optional<String> path();
  }
}
