package dev.tributary.outbound;

import java.net.InetAddress;
import org.eclipse.microprofile.config.spi.Converter;

/** Addresses written as numbers: a name could mean another address tomorrow. */
public class AddressConverter implements Converter<InetAddress> {
  private static final long serialVersionUID = 1;

  @Override
  public InetAddress convert(String value) {
    try {
      return InetAddress.ofLiteral(value.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + value + "\" is not an address. Allowed: an IPv4 or IPv6 address in digits", e);
    }
  }
}
