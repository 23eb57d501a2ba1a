package dev.tributary.retrieval;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How sources are chosen for a question, when a request wants that. */
@ConfigMapping(prefix = "tributary.routing")
public interface RoutingConfig {
  /**
   * How many of the passages that a source has returned are kept as its profile, 0 or 30 to 10000;
   * 384 dimensions are 1.5 KB each. 0 keeps none: then no request can route by profile.
   */
  @WithDefault("0")
  int samples();
}
