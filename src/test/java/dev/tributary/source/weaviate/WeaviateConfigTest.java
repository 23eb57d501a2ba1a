package dev.tributary.source.weaviate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.source.Source;
import dev.tributary.source.StoreFields;
import dev.tributary.source.http.CountedCallers;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeaviateConfigTest {
  private static final Map<String, String> LEAST =
      Map.of("url", "http://localhost:8080", "collection", "docs");

  @Test
  void defaults_are_as_documented() {
    WeaviateConfig.Collection one = config(LEAST).sources().get("mine");
    assertThat(one.tenant()).isEmpty();
    assertThat(one.vectorName()).isEmpty();
    assertThat(one.apiKey()).isEmpty();
    assertThat(one.headers()).isEmpty();
    assertThat(one.alpha()).isEqualTo(0.5);
    assertThat(one.distance()).isEmpty();
    assertThat(one.create()).isFalse();
    assertThat(one.dimensions()).isEmpty();
    assertThat(one.fields().id()).isEqualTo(StoreFields.DEFAULTS.id());
  }

  @Test
  void source_names_its_collection_and_no_secret() throws Exception {
    List<Source> sources = sources(with("api-key", "s3cr3t"));
    assertThat(sources).hasSize(1);
    assertThat(sources.getFirst())
        .hasToString("weaviate \"mine\" (collection \"Docs\" at localhost:8080)");
    assertThat(sources.getFirst().endpointKey()).doesNotContain("s3cr3t");
    assertThat(sources(LEAST).getFirst().endpointKey())
        .isNotEqualTo(sources.getFirst().endpointKey());
  }

  @ParameterizedTest
  @CsvSource({
    "url, '', missing",
    "url, localhost:8080, http://",
    "url, http://localhost:8080/?a=b, query",
    "collection, '', missing",
    "fields.title, text, taken",
    "api-key, 'a\nb', line break",
    "collection, my-docs, underscores",
    "vector-name, a b, underscores",
    "alpha, 1.5, 0 to 1",
    "fields.text, a b, underscores",
    "dimensions, 0, 65536",
    "wait, 0ms, 1ms"
  })
  void wrong_value_stops_the_start_and_is_named(String key, String value, String said) {
    assertThatThrownBy(() -> sources(with(key, value)))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("tributary.source.weaviate.\"mine\"")
        .hasMessageContaining(said);
  }

  private static Map<String, String> with(String... pairs) {
    Map<String, String> keys = new HashMap<>(LEAST);
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i + 1].isEmpty()) {
        keys.remove(pairs[i]);
      } else {
        keys.put(pairs[i], pairs[i + 1]);
      }
    }
    return keys;
  }

  private static List<Source> sources(Map<String, String> keys) throws Exception {
    try (CountedCallers callers = new CountedCallers()) {
      return new WeaviateKind(config(keys), callers.next()).sources();
    }
  }

  private static WeaviateConfig config(Map<String, String> keys) {
    Map<String, String> all = new HashMap<>();
    keys.forEach((key, value) -> all.put(WeaviateConfig.PREFIX + ".\"mine\"." + key, value));
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .withDefaultValues(all)
        .withMapping(WeaviateConfig.class)
        .build()
        .getConfigMapping(WeaviateConfig.class);
  }
}
