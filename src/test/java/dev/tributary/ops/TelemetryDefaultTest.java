package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryDefaultTest {
  private static final String ENDPOINT = "http://collector:4317";

  @Test
  void nothing_is_traced_until_an_endpoint_is_named() {
    assertThat(disabled(builder(Map.of()))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quarkus.otel.exporter.otlp.endpoint",
        "quarkus.otel.exporter.otlp.traces.endpoint",
        "otel.exporter.otlp.endpoint"
      })
  void naming_an_endpoint_turns_tracing_on(String key) {
    assertThat(disabled(builder(Map.of(key, ENDPOINT)))).isFalse();
  }

  @Test
  void the_standard_environment_variable_turns_tracing_on_and_says_where_to() {
    SmallRyeConfig config =
        builder(Map.of())
            .withSources(new EnvConfigSource(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", ENDPOINT), 300))
            .build();

    assertThat(config.getValue("quarkus.otel.sdk.disabled", Boolean.class)).isFalse();
    assertThat(config.getValue("quarkus.otel.exporter.otlp.endpoint", String.class))
        .isEqualTo(ENDPOINT);
  }

  @Test
  void an_operator_has_the_last_word() {
    assertThat(
            disabled(
                builder(
                    Map.of(
                        "otel.exporter.otlp.endpoint",
                        ENDPOINT,
                        "quarkus.otel.sdk.disabled",
                        "true"))))
        .isTrue();
  }

  private static SmallRyeConfigBuilder builder(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withSources(new TelemetryDefault())
        .withSources(new PropertiesConfigSource(properties, "test", 250))
        .withDefaultValue("quarkus.otel.exporter.otlp.endpoint", "http://localhost:4317/");
  }

  private static boolean disabled(SmallRyeConfigBuilder builder) {
    return builder.build().getValue("quarkus.otel.sdk.disabled", Boolean.class);
  }
}
