package dev.tributary.fanout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many sources are asked at once, and when waiting for them ends. */
@ConfigMapping(prefix = "tributary.fanout")
public interface FanOutConfig {
  /**
   * The share of mandatory sources, above 0 and up to 1, whose answers are enough to wait for the
   * rest only a little longer; 1 waits for all.
   */
  @WithDefault("1.0")
  double minCoverage();

  /** How much of the remaining time, 0 to 1, is still waited once `min-coverage` is reached. */
  @WithDefault("0.2")
  double lateShare();
}
