package dev.tributary.source.milvus;

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

class MilvusConfigTest {
  private static final Map<String, String> LEAST =
      Map.of("url", "http://localhost:19530", "collection", "docs");

  @Test
  void defaults_are_as_documented() {
    MilvusConfig.Collection one = config(LEAST).sources().get("mine");
    assertThat(one.database()).isEqualTo("default");
    assertThat(one.vectorField()).isEmpty();
    assertThat(one.token()).isEmpty();
    assertThat(one.distance()).isEmpty();
    assertThat(one.create()).isFalse();
    assertThat(one.dimensions()).isEmpty();
    assertThat(one.fields().id()).isEqualTo(StoreFields.DEFAULTS.id());
  }

  @Test
  void source_names_its_collection_and_no_secret() throws Exception {
    List<Source> sources = sources(with("token", "s3cr3t"));
    assertThat(sources).hasSize(1);
    assertThat(sources.getFirst())
        .hasToString("milvus \"mine\" (collection \"docs\" of default at localhost:19530)");
    assertThat(sources.getFirst().endpointKey()).doesNotContain("s3cr3t");
    assertThat(sources(LEAST).getFirst().endpointKey())
        .isNotEqualTo(sources.getFirst().endpointKey());
  }

  @ParameterizedTest
  @CsvSource({
    "url, '', missing",
    "url, localhost:19530, http://",
    "url, http://localhost:19530/?a=b, query",
    "collection, '', missing",
    "fields.title, text, taken",
    "token, 'a\nb', line break",
    "dimensions, 0, 65536",
    "wait, 0ms, 1ms"
  })
  void wrong_value_stops_the_start_and_is_named(String key, String value, String said) {
    assertThatThrownBy(() -> sources(with(key, value)))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("tributary.source.milvus.\"mine\"")
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
      return new MilvusKind(config(keys), callers.next()).sources();
    }
  }

  private static MilvusConfig config(Map<String, String> keys) {
    Map<String, String> all = new HashMap<>();
    keys.forEach((key, value) -> all.put(MilvusConfig.PREFIX + ".\"mine\"." + key, value));
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .withDefaultValues(all)
        .withMapping(MilvusConfig.class)
        .build()
        .getConfigMapping(MilvusConfig.class);
  }
}
