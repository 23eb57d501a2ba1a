package dev.tributary.retrieval;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the log says of each retrieval. */
@ConfigMapping(prefix = "tributary.log")
public interface LogConfig {
  /** Whether the line of a retrieval ends with the question, which may be personal. */
  @WithDefault("false")
  boolean questions();
}
