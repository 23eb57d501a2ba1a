package dev.tributary.retrieval;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Bounds of the whole server. */
@ConfigMapping(prefix = "tributary.retrieval")
public interface RetrievalConfig {
  /** How many questions may be in flight at once, 1 to 100000; more are shed with 503. */
  @WithDefault("256")
  int maxInFlight();
}
