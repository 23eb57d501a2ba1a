package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoSourcesTest {
  private static final String DOCS = "tributary.source.lucene.\"docs\".load";

  @Test
  void server_that_was_told_of_no_source_has_the_three_of_the_demo() {
    SmallRyeConfig config = configOf(source(Map.of("tributary.sourcery", "x"), 250));

    DemoSources.KEYS.forEach((key, value) -> assertThat(valueIn(config, key)).isEqualTo(value));
    assertThat(config.getPropertyNames()).containsAll(DemoSources.KEYS.keySet());
    assertThat(valueIn(config, DOCS)).isEqualTo("classpath:demo/docs");
    assertThat(valueIn(config, "tributary.source.lucene.\"manual\".language")).isEqualTo("pt");
  }

  @ParameterizedTest
  @ValueSource(ints = {-100, 1, 100, 250, 400})
  void one_configured_source_of_any_place_and_the_demo_is_gone(int ordinal) {
    assertThat(isDemo(source(Map.of("tributary.source.http.wiki.preset", "wikipedia"), ordinal)))
        .isFalse();
  }

  @Test
  void source_in_an_environment_variable_counts() {
    assertThat(isDemo(new EnvConfigSource(Map.of("TRIBUTARY_SOURCE_HTTP__WIKI__URL", "x"), 300)))
        .isFalse();
    assertThat(isDemo(new EnvConfigSource(Map.of("TRIBUTARY_SOURCES", "x"), 300))).isTrue();
  }

  @Test
  void source_in_a_file_that_a_key_names_counts(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mounted.properties");
    Files.writeString(file, "tributary.source.lucene.mine.load=/x");
    SmallRyeConfig config =
        demo()
            .withSources(source(Map.of("smallrye.config.locations", file.toUri().toString()), 300))
            .withSources(new PropertiesLocationConfigSourceFactory())
            .build();

    assertThat(valueIn(config, "tributary.source.lucene.mine.load")).isEqualTo("/x");
    assertThat(valueIn(config, DOCS)).isNull();
    assertThat(config.getPropertyNames()).doesNotContain(DOCS);
  }

  @Test
  void source_of_the_active_profile_counts_and_that_of_another_does_not() {
    Map<String, String> test = Map.of("%test.tributary.source.http.wiki.url", "x");
    ConfigSource source = source(test, 250);

    assertThat(valueIn(demo().withProfile("test").withSources(source).build(), DOCS)).isNull();
    assertThat(valueIn(demo().withProfile("prod").withSources(source).build(), DOCS))
        .isEqualTo("classpath:demo/docs");
  }

  @Test
  void build_that_records_defaults_for_the_server_hears_nothing_of_it() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withInterceptors(new DemoSources())
            .build();

    assertThat(valueIn(config, DOCS)).isNull();
    assertThat(config.getPropertyNames()).doesNotContain(DOCS);
  }

  @Test
  void is_found_by_the_server() {
    assertThat(ServiceLoader.load(ConfigSourceInterceptor.class))
        .anyMatch(DemoSources.class::isInstance);
  }

  private static boolean isDemo(ConfigSource source) {
    return valueIn(configOf(source), DOCS) != null;
  }

  private static SmallRyeConfig configOf(ConfigSource source) {
    return demo().withSources(source).build();
  }

  private static @Nullable String valueIn(SmallRyeConfig config, String key) {
    return config.getConfigValue(key).getValue();
  }

  private static SmallRyeConfigBuilder demo() {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addSystemSources()
        .withInterceptors(new DemoSources());
  }

  private static ConfigSource source(Map<String, String> values, int ordinal) {
    return new PropertiesConfigSource(values, "test", ordinal);
  }
}
