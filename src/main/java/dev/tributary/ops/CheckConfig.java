package dev.tributary.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Try one source instead of serving: `java -Dtributary.check.source=wiki -jar …`. */
@ConfigMapping(prefix = CheckConfig.PREFIX)
interface CheckConfig {
  String PREFIX = "tributary.check";

  /** The source to try. What was sent, what came back and what became of it is printed. */
  Optional<String> source();

  /** What it is asked. */
  @WithDefault("hello")
  String question();
}
