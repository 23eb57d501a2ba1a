package dev.tributary.ranking;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How answers are ranked. */
@ConfigMapping(prefix = "tributary.ranking")
public interface RankingConfig {
  /** The embedding model whose space passages are compared in, or `none` to rank by words alone. */
  @WithDefault("minilm-l6-v2-q")
  String model();

  /**
   * The reranker that judges the best passages of every answer whose request names no other, or
   * `none`.
   */
  @WithDefault("none")
  String rerank();
}
