package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.DurationConverter;
import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartFailureTest {
  @ConfigMapping(prefix = "tributary.test")
  interface Mapping {
    String url();

    @WithConverter(DurationConverter.class)
    @WithDefault("1s")
    Duration time();

    @WithDefault("1")
    int count();
  }

  @Test
  void bad_configuration_is_said_as_it_is_however_deep_it_lies() {
    Throwable failure =
        new RuntimeException(
            "Failed to start", new IllegalStateException(new BadConfiguration("a.b", "9", "1")));

    assertThat(StartFailure.inWords(failure).orElseThrow())
        .contains("Tributary cannot start")
        .contains("a.b: 9 is not allowed. Allowed: 1");
  }

  @Test
  void missing_value_names_its_key() {
    assertThat(wordsOf(Map.of()))
        .contains("tributary.test.url: it is missing")
        .doesNotContain("SRCFG")
        .doesNotContain("java.");
  }

  @Test
  void bad_duration_names_key_value_and_what_is_allowed() {
    assertThat(wordsOf(Map.of("tributary.test.url", "u", "tributary.test.time", "5 apples")))
        .contains("tributary.test.time: \"5 apples\" is not")
        .contains("300ms")
        .doesNotContain("SRCFG");
  }

  @Test
  void bad_number_names_key_and_value() {
    assertThat(wordsOf(Map.of("tributary.test.url", "u", "tributary.test.count", "many")))
        .contains("tributary.test.count: \"many\" is not")
        .contains("whole number")
        .doesNotContain("SRCFG");
  }

  @Test
  void taken_port_is_named() {
    QuarkusBindException taken =
        new QuarkusBindException("localhost", 8080, new java.net.BindException("in use"));

    assertThat(StartFailure.inWords(taken).orElseThrow()).contains("8080").contains("localhost");
  }

  @Test
  void what_an_operator_cannot_mend_keeps_its_stack_trace() {
    assertThat(StartFailure.inWords(new NullPointerException())).isEmpty();
  }

  private static String wordsOf(Map<String, String> properties) {
    Throwable failure =
        catchThrowable(
            () ->
                new SmallRyeConfigBuilder()
                    .withMapping(Mapping.class)
                    .withSources(new PropertiesConfigSource(properties, "test", 250))
                    .build());
    return StartFailure.inWords(failure).orElseThrow();
  }
}
