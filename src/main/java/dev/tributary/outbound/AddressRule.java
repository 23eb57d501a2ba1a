package dev.tributary.outbound;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which addresses may be called: all but link-local ones and those where clouds hand out the
 * machine's own credentials, unless the operator lists them.
 *
 * <p>Judged on the address of the connection, after the name was resolved, so that no name and no
 * later change of a name leads around it. A CDI bean, for clients that open their own connections.
 */
@Singleton
public final class AddressRule {
  /** Outside the link-local ranges: Alibaba, Oracle, Azure, AWS and Google over IPv6. */
  private static final Set<InetAddress> METADATA =
      Stream.of("100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254", "fd20:ce::254")
          .map(InetAddress::ofLiteral)
          .collect(Collectors.toUnmodifiableSet());

  /** 64:ff9b::/96, where a translator carries IPv4 addresses inside IPv6 ones (RFC 6052). */
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

  private final Set<InetAddress> allowed;

  @Inject
  AddressRule(OutboundConfig config) {
    this(config.allowAddresses().orElse(List.of()));
  }

  /**
   * @param allowed link-local and metadata addresses that may be called all the same
   */
  public AddressRule(Collection<InetAddress> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  /** Whether an address written in digits, with or without a zone, may be called. */
  boolean allows(String address) {
    int zone = address.indexOf('%');
    return allows(InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone)));
  }

  /** Whether an address may be called. */
  public boolean allows(InetAddress address) {
    if (allowed.contains(address)) {
      return true;
    }
    if (address.isLinkLocalAddress() || METADATA.contains(address)) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return !(address instanceof Inet6Address)
        || !Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length)
        || allows(ipv4(bytes));
  }

  private static InetAddress ipv4(byte[] translated) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(translated, NAT64.length, 16));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
