package dev.tributary.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How lines of the log look. */
@ConfigMapping(prefix = "tributary.log")
interface LogFormatConfig {
  /** Whether each line of the console is a JSON object, for who collects logs from many places. */
  @WithDefault("false")
  boolean json();
}
