package dev.tributary.source.qdrant;

import java.io.IOException;
import java.io.Serial;
import java.net.SocketAddress;

/** A name led to an address that is never called, see {@code outbound.AddressRule}. */
final class RefusedAddressException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  RefusedAddressException(SocketAddress address) {
    super(address + " is link-local or hands out credentials; allowed by outbound.allow-addresses");
  }
}
