package dev.tributary.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
  private final AddressRule rule = new AddressRule(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.0.1",
        "fe80::1",
        "fe80::1%eth0",
        "febf::1",
        "fd00:ec2::254",
        "100.100.100.200",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe"
      })
  void link_local_and_metadata_addresses_are_refused(String address) {
    assertThat(rule.allows(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::1",
        "10.0.0.1",
        "192.168.1.1",
        "fd12::1",
        "8.8.8.8",
        "2001:db8::1"
      })
  void loopback_private_and_public_addresses_are_allowed(String address) {
    assertThat(rule.allows(address)).isTrue();
  }

  @Test
  void what_the_operator_lists_is_allowed() {
    AddressRule listed = new AddressRule(List.of(InetAddress.ofLiteral("169.254.10.1")));
    assertThat(listed.allows("169.254.10.1")).isTrue();
    assertThat(listed.allows("169.254.169.254")).isFalse();
  }

  @Test
  void no_address_is_listed_by_default_and_several_may_be() {
    assertThat(config(Map.of()).allowAddresses()).isEmpty();
    assertThat(config(Map.of("tributary.outbound.allow-addresses", "169.254.10.1,fe80::1")))
        .extracting(c -> c.allowAddresses().orElseThrow())
        .isEqualTo(
            List.of(InetAddress.ofLiteral("169.254.10.1"), InetAddress.ofLiteral("fe80::1")));
  }

  private static OutboundConfig config(Map<String, String> keys) {
    return new SmallRyeConfigBuilder()
        .withDefaultValues(keys)
        .withMapping(OutboundConfig.class)
        .build()
        .getConfigMapping(OutboundConfig.class);
  }

  @Test
  void names_are_no_addresses() {
    assertThatThrownBy(() -> new AddressConverter().convert("metadata.example.com"))
        .hasMessageContaining("metadata.example.com")
        .hasMessageContaining("Allowed: an IPv4 or IPv6 address in digits");
    assertThat(new AddressConverter().convert(" ::1 ")).isEqualTo(InetAddress.ofLiteral("::1"));
  }
}
