package dev.tributary.api;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How agents see this server. */
@ConfigMapping(prefix = "tributary")
public interface AgentConfig {
  /**
   * Where clients reach this server, such as `https://search.example.com`: the beginning of the
   * addresses of passages that have none of their own. Default: as the client itself calls it.
   */
  Optional<String> publicUrl();
}
