package dev.tributary.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Who may call this server. */
@ConfigMapping(prefix = "tributary")
public interface AccessConfig {
  /**
   * File of the API keys, one a line: `<name> <SHA-256 of the key in hex> [admin]`; read again when
   * it changes. Without it nobody needs a key, and the server listens on loopback only.
   */
  Optional<Path> apiKeysFile();

  /**
   * Whether a server without API keys listens on all addresses, so that everybody who reaches it
   * may ask. What needs an admin key is refused then.
   */
  @WithDefault("false")
  boolean anonymous();
}
