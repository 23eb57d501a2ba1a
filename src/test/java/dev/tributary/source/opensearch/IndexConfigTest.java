package dev.tributary.source.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.outbound.VertxHttpCallers;
import dev.tributary.source.Distance;
import dev.tributary.source.Source;
import dev.tributary.source.SourceSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexConfigTest {
  private static final String WIKI = OpenSearchConfig.PREFIX + ".\"wiki\"";
  private static final String SECRET = "c2VjcmV0OnNlY3JldA==";

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void defaults_are_as_documented() {
    IndexSettings settings = settings(Map.of("index", "articles"));
    assertThat(settings.index()).isEqualTo("articles");
    assertThat(settings.vectorField()).isEqualTo("vector");
    assertThat(settings.distance()).isEmpty();
    assertThat(settings.shards()).isEqualTo(1);
    assertThat(settings.replicas()).isEqualTo(1);
    assertThat(settings.store().create()).isFalse();
    assertThat(settings.store().source()).isEqualTo(SourceSettings.DEFAULTS);
    assertThat(IndexSettings.headers(WIKI, config(Map.of("index", "articles")))).isEmpty();
  }

  @Test
  void every_key_of_its_own_is_read() {
    IndexSettings settings =
        settings(
            Map.of(
                "index", "articles-2026",
                "vector-field", "embedding",
                "distance", "euclidean",
                "shards", "3",
                "replicas", "0",
                "create", "true"));
    assertThat(settings)
        .isEqualTo(
            new IndexSettings(
                settings.store(),
                "articles-2026",
                "embedding",
                Optional.of(Distance.EUCLIDEAN),
                3,
                0));
    assertThat(settings.store().create()).isTrue();
  }

  @Test
  void credentials_become_the_header_of_every_call() {
    assertThat(IndexSettings.headers(WIKI, config(Map.of("api-key", SECRET))))
        .isEqualTo(Map.of("Authorization", "ApiKey " + SECRET));
    assertThat(IndexSettings.headers(WIKI, config(Map.of("username", "ana", "password", "ç:1"))))
        .isEqualTo(Map.of("Authorization", "Basic YW5hOsOnOjE="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"api-key", "username", "password"})
  void half_of_a_credential_and_two_of_them_are_refused_without_showing_them(String key) {
    Map<String, String> keys = new HashMap<>(Map.of("username", SECRET, "password", SECRET));
    if (key.equals("api-key")) {
      keys.put(key, SECRET);
    } else {
      keys.remove(key);
    }
    IndexConfig config = config(keys);
    assertThatThrownBy(() -> IndexSettings.headers(WIKI, config))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining(WIKI + "." + key)
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "index, Articles, one index or alias",
    "index, _all, one index or alias",
    "index, 'a,b', one index or alias",
    "index, logs-*, one index or alias",
    "index, .., one index or alias",
    "index, ../_cluster, one index or alias",
    "shards, 0, 1 to 1024",
    "shards, 1025, 1 to 1024",
    "replicas, -1, 0 to 16",
    "chunk-size, 9, 100 to 8000",
  })
  void bad_value_is_refused_with_key_value_and_what_is_allowed(
      String key, String value, String allowed) {
    Map<String, String> keys = new HashMap<>(Map.of("index", "articles"));
    keys.put(key, value);
    assertThatThrownBy(() -> settings(keys))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining(WIKI + "." + key)
        .hasMessageContaining(value)
        .hasMessageContaining(allowed);
  }

  @Test
  void url_and_index_are_required() {
    assertThatThrownBy(() -> sources(Map.of("index", "articles")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining(WIKI + ".url");
    assertThatThrownBy(() -> sources(Map.of("url", "http://localhost:9200")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining(WIKI + ".index");
  }

  @Test
  void sources_show_where_they_are_and_no_secret() {
    Map<String, String> keys =
        Map.of("url", "https://search.example.com:9200", "index", "articles", "api-key", SECRET);
    assertThat(sources(keys))
        .singleElement()
        .satisfies(
            source -> {
              assertThat(source.kind()).isEqualTo("opensearch");
              assertThat(source.name()).isEqualTo("wiki");
              assertThat(source.toString())
                  .isEqualTo(
                      "opensearch \"wiki\" (index \"articles\" at"
                          + " https://search.example.com:9200)");
              assertThat(source.endpointKey()).doesNotContain(SECRET);
              assertThat(source.capabilities().model()).isEqualTo("minilm-l6-v2-q");
            });
  }

  private List<Source> sources(Map<String, String> keys) {
    return new OpenSearchKind(config(keys, OpenSearchConfig.class), callers()).sources();
  }

  private VertxHttpCallers callers() {
    return new VertxHttpCallers(vertx, List.of());
  }

  private static IndexSettings settings(Map<String, String> keys) {
    return IndexSettings.of(WIKI, "wiki", config(keys));
  }

  private static IndexConfig config(Map<String, String> keys) {
    return config(keys, OpenSearchConfig.class).sources().get("wiki");
  }

  private static <T> T config(Map<String, String> keys, Class<T> mapping) {
    Map<String, String> all = new HashMap<>(Map.of(WIKI + ".wait", "1s"));
    keys.forEach((key, value) -> all.put(WIKI + "." + key, value));
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withSources(new PropertiesConfigSource(all, "test", 1_000))
        .withMapping(mapping)
        .build()
        .getConfigMapping(mapping);
  }
}
