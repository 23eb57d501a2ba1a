package dev.tributary.outbound;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** What this server may call. */
@ConfigMapping(prefix = "tributary.outbound")
public interface OutboundConfig {
  /**
   * Link-local and cloud-metadata addresses that may be called all the same, such as
   * `169.254.10.1`. Loopback and private networks need no entry.
   */
  Optional<List<@WithConverter(AddressConverter.class) InetAddress>> allowAddresses();
}
