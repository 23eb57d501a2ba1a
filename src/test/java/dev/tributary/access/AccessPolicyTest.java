package dev.tributary.access;

import static dev.tributary.access.AccessPolicy.Decision.ADMIN_ONLY;
import static dev.tributary.access.AccessPolicy.Decision.ALLOWED;
import static dev.tributary.access.AccessPolicy.Decision.KEY_MISSING;
import static dev.tributary.access.AccessPolicy.Decision.KEY_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {
  @TempDir private Path folder;

  @Test
  void without_keys_this_machine_may_do_everything() {
    AccessPolicy policy = policy(null, false, "localhost");

    assertThat(policy.decide("POST", "/retrieve", null)).isEqualTo(ALLOWED);
    assertThat(policy.decide("POST", "/sources/docs/check", null)).isEqualTo(ALLOWED);
    assertThat(policy.inWords()).contains("this machine only");
  }

  @Test
  void anonymous_callers_may_ask_but_not_act() {
    AccessPolicy policy = policy(null, true, "0.0.0.0");

    assertThat(policy.decide("POST", "/retrieve", null)).isEqualTo(ALLOWED);
    assertThat(policy.decide("GET", "/sources/docs", null)).isEqualTo(ALLOWED);
    assertThat(policy.decide("POST", "/sources/docs/check", null)).isEqualTo(ADMIN_ONLY);
    assertThat(policy.inWords()).contains("everybody");
  }

  @Test
  void with_keys_everything_but_health_needs_one() throws IOException {
    AccessPolicy policy = policy(keys(), false, "0.0.0.0");

    assertThat(policy.decide("GET", "/q/health", null)).isEqualTo(ALLOWED);
    assertThat(policy.decide("GET", "/q/health/ready", null)).isEqualTo(ALLOWED);
    assertThat(policy.decide("GET", "/q/healthy", null)).isEqualTo(KEY_MISSING);
    assertThat(policy.decide("GET", "/q/metrics", null)).isEqualTo(KEY_MISSING);
    assertThat(policy.decide("GET", "/", null)).isEqualTo(KEY_MISSING);
    assertThat(policy.decide("POST", "/retrieve", "guess")).isEqualTo(KEY_UNKNOWN);
    assertThat(policy.decide("POST", "/retrieve", "of-ana")).isEqualTo(ALLOWED);
    assertThat(policy.inWords()).contains("2").doesNotContain("ana");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sources/docs/check",
        "/sources;a=b/docs/check",
        "/sources/a/documents",
        "/evaluate"
      })
  void acting_on_a_source_needs_an_admin(String path) throws IOException {
    AccessPolicy policy = policy(keys(), false, "0.0.0.0");

    assertThat(policy.decide("POST", path, "of-ana")).isEqualTo(ADMIN_ONLY);
    assertThat(policy.decide("POST", path, "of-rui")).isEqualTo(ALLOWED);
    assertThat(policy.decide("GET", path, "of-ana")).isEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.5", "tributary.example.com", ""})
  void an_open_address_without_keys_stops_the_start(String host) {
    assertThatThrownBy(() -> policy(null, false, host))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("quarkus.http.host: " + host)
        .hasMessageContaining("tributary.api-keys-file")
        .hasMessageContaining("tributary.anonymous=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "127.8.8.8", "::1"})
  void loopback_needs_no_keys(String host) {
    assertThat(policy(null, false, host).decide("GET", "/", null)).isEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example.com", "http://localhost.evil.com:8080", "null", "{"})
  void page_from_elsewhere_does_not_reach_a_server_that_trusts_its_machine(String origin)
      throws IOException {
    assertThat(policy(null, false, "localhost").mayComeFrom(origin)).isFalse();
    assertThat(policy(null, true, "0.0.0.0").mayComeFrom(origin)).isTrue();
    assertThat(policy(keys(), false, "0.0.0.0").mayComeFrom(origin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:6274", "http://127.0.0.1:8080", "http://[::1]:8080"})
  void page_of_this_machine_does(String origin) {
    assertThat(policy(null, false, "localhost").mayComeFrom(origin)).isTrue();
    assertThat(policy(null, false, "localhost").mayComeFrom(null)).isTrue();
  }

  @Test
  void keys_and_anonymous_contradict_each_other() throws IOException {
    Path keys = keys();

    assertThatThrownBy(() -> policy(keys, true, "0.0.0.0"))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("tributary.anonymous: true");
  }

  private Path keys() throws IOException {
    return Files.writeString(
        folder.resolve("api-keys"),
        Keys.line("ana", "of-ana") + "\n" + Keys.line("rui", "of-rui") + " admin\n");
  }

  private static AccessPolicy policy(@Nullable Path keys, boolean anonymous, String host) {
    return new AccessPolicy(
        new AccessConfig() {
          @Override
          public Optional<Path> apiKeysFile() {
            return Optional.ofNullable(keys);
          }

          @Override
          public boolean anonymous() {
            return anonymous;
          }
        },
        host);
  }
}
