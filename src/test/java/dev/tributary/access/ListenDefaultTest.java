package dev.tributary.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListenDefaultTest {
  @Test
  void without_keys_only_this_machine_is_listened_to() {
    assertThat(hostWith(Map.of())).isEqualTo("localhost");
    assertThat(hostWith(Map.of("tributary.anonymous", "false"))).isEqualTo("localhost");
    assertThat(hostWith(Map.of("tributary.api-keys-file", ""))).isEqualTo("localhost");
  }

  @Test
  void once_it_is_said_who_may_call_all_addresses_are_listened_to() {
    assertThat(hostWith(Map.of("tributary.anonymous", "true"))).isEqualTo("0.0.0.0");
    assertThat(hostWith(Map.of("tributary.api-keys-file", "keys"))).isEqualTo("0.0.0.0");
  }

  @Test
  void an_operator_has_the_last_word() {
    assertThat(hostWith(Map.of("tributary.anonymous", "true", "quarkus.http.host", "192.168.1.5")))
        .isEqualTo("192.168.1.5");
  }

  private static String hostWith(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withSources(new ListenDefault())
        .withSources(new PropertiesConfigSource(properties, "test", 250))
        .withDefaultValue("quarkus.http.host", "0.0.0.0")
        .build()
        .getValue("quarkus.http.host", String.class);
  }
}
