package dev.tributary.source.chroma;

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

class ChromaConfigTest {
  private static final Map<String, String> LEAST =
      Map.of("url", "http://localhost:8000", "collection", "docs");

  @Test
  void defaults_are_as_documented() {
    ChromaConfig.Collection one = config(LEAST).sources().get("mine");
    assertThat(one.tenant()).isEqualTo("default_tenant");
    assertThat(one.database()).isEqualTo("default_database");
    assertThat(one.token()).isEmpty();
    assertThat(one.headers()).isEmpty();
    assertThat(one.distance()).isEmpty();
    assertThat(one.create()).isFalse();
    assertThat(one.dimensions()).isEmpty();
    assertThat(one.fields().text()).isEqualTo(ChromaRecord.DOCUMENT);
    assertThat(one.fields().id()).isEqualTo(StoreFields.DEFAULTS.id());
  }

  @Test
  void source_names_its_collection_and_no_secret() throws Exception {
    List<Source> sources = sources(with("token", "s3cr3t", "headers.\"X-A\"", "s3cr3t"));
    assertThat(sources).hasSize(1);
    assertThat(sources.getFirst())
        .hasToString(
            "chroma \"mine\" (collection \"docs\" of default_tenant/default_database at"
                + " localhost:8000)");
    assertThat(sources.getFirst().endpointKey()).doesNotContain("s3cr3t");
    assertThat(sources(LEAST).getFirst().endpointKey())
        .isNotEqualTo(sources.getFirst().endpointKey());
  }

  @ParameterizedTest
  @CsvSource({
    "url, '', missing",
    "url, localhost:8000, http://",
    "url, http://localhost:8000/?a=b, query",
    "collection, '', missing",
    "tenant, ' ', missing",
    "fields.title, text, taken",
    "token, 'a\nb', line break",
    "dimensions, 0, 65536",
    "wait, 0ms, 1ms"
  })
  void wrong_value_stops_the_start_and_is_named(String key, String value, String said) {
    assertThatThrownBy(() -> sources(with(key, value)))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("tributary.source.chroma.\"mine\"")
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
      return new ChromaKind(config(keys), callers.next()).sources();
    }
  }

  private static ChromaConfig config(Map<String, String> keys) {
    Map<String, String> all = new HashMap<>();
    keys.forEach((key, value) -> all.put(ChromaConfig.PREFIX + ".\"mine\"." + key, value));
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .withDefaultValues(all)
        .withMapping(ChromaConfig.class)
        .build()
        .getConfigMapping(ChromaConfig.class);
  }
}
