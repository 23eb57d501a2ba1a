package dev.tributary.source.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.outbound.AddressRule;
import dev.tributary.source.Distance;
import dev.tributary.source.Source;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.StoreFields;
import io.qdrant.client.grpc.Points.ReadConsistency;
import io.qdrant.client.grpc.Points.ReadConsistencyType;
import io.qdrant.client.grpc.Points.SearchParams;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QdrantConfigTest {
  private static final String WIKI = "tributary.source.qdrant.\"wiki\".";
  private static final String URL = "http://qdrant.example.com";

  @Test
  void defaults_are_as_documented() {
    QdrantSettings settings = settings(Map.of("url", URL));
    assertThat(settings.target())
        .isEqualTo(new QdrantTarget("qdrant.example.com", 6334, false, null, null));
    assertThat(settings.collection()).isEqualTo("wiki");
    assertThat(settings.vector()).isEmpty();
    assertThat(settings.distance()).isEmpty();
    assertThat(settings.sparse()).isNull();
    assertThat(settings.threshold()).isNull();
    assertThat(settings.readConsistency()).isNull();
    assertThat(settings.params()).isEqualTo(SearchParams.getDefaultInstance());
    assertThat(settings.creation())
        .isEqualTo(
            new QdrantSettings.Creation(
                OptionalInt.empty(),
                OptionalInt.empty(),
                QdrantConfig.Quantization.NONE,
                Map.of()));
    assertThat(settings.maxBody()).isEqualTo(4 * 1024 * 1024);
    assertThat(settings.model()).isEqualTo("minilm-l6-v2-q");
    assertThat(settings.fields()).isEqualTo(StoreFields.DEFAULTS);
    assertThat(settings.store().create()).isFalse();
    assertThat(settings.store().source()).isEqualTo(SourceSettings.DEFAULTS);
  }

  @Test
  void every_key_is_read() {
    Map<String, String> keys = new HashMap<>();
    keys.put("url", "https://[::1]:7334/");
    keys.put("api-key", "s3cr3t");
    keys.put("ca-file", "/etc/ssl/own.pem");
    keys.put("collection", "wiki-2026");
    keys.put("vector", "dense");
    keys.put("distance", "dot");
    keys.put("sparse-vector", "words");
    keys.put("sparse-model", "prithivida/splade");
    keys.put("language", "pt");
    keys.put("score-threshold", "0.3");
    keys.put("read-consistency", "majority");
    keys.put("exact", "true");
    keys.put("hnsw.ef", "128");
    keys.put("hnsw.m", "32");
    keys.put("hnsw.ef-construct", "200");
    keys.put("quantization", "scalar");
    keys.put("payload-indexes.lang", "keyword");
    keys.put("payload-indexes.\"a.b\"", "float");
    keys.put("max-body", "1M");
    keys.put("create", "true");
    keys.put("fields.text", "body");
    keys.put("permits", "8");
    QdrantSettings settings = settings(keys);
    assertThat(settings.target())
        .isEqualTo(new QdrantTarget("::1", 7334, true, "s3cr3t", "/etc/ssl/own.pem"));
    assertThat(settings.collection()).isEqualTo("wiki-2026");
    assertThat(settings.vector()).isEqualTo("dense");
    assertThat(settings.distance()).contains(Distance.DOT);
    assertThat(settings.sparse()).isEqualTo(new SparseVector("words", "prithivida/splade", "pt"));
    assertThat(settings.threshold()).isEqualTo(0.3);
    assertThat(settings.readConsistency())
        .isEqualTo(ReadConsistency.newBuilder().setType(ReadConsistencyType.Majority).build());
    assertThat(settings.params())
        .isEqualTo(SearchParams.newBuilder().setExact(true).setHnswEf(128).build());
    assertThat(settings.creation())
        .isEqualTo(
            new QdrantSettings.Creation(
                OptionalInt.of(32),
                OptionalInt.of(200),
                QdrantConfig.Quantization.SCALAR,
                Map.of(
                    "lang", QdrantConfig.IndexType.KEYWORD, "a.b", QdrantConfig.IndexType.FLOAT)));
    assertThat(settings.maxBody()).isEqualTo(1024 * 1024);
    assertThat(settings.store().create()).isTrue();
    assertThat(settings.fields().text()).isEqualTo("body");
    assertThat(settings.store().source().permits()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "url, localhost:6334, http:// or https://",
    "url, ftp://localhost, http:// or https://",
    "url, http://localhost/path, http:// or https://",
    "url, http://localhost?api-key=s3cr3t, http:// or https://",
    "url, http://ann:s3cr3t@localhost, api-key",
    "api-key, s3cr3t s3cr3t, printable ASCII",
    "ca-file, own.pem, only with a url of https://",
    "read-consistency, most, 'all, majority, quorum or a number'",
    "read-consistency, 0, 'all, majority, quorum or a number'",
    "score-threshold, NaN, a number",
    "hnsw.ef, 0, at least 1",
    "hnsw.m, 0, at least 1",
    "hnsw.ef-construct, -1, at least 1",
    "max-body, 65M, 1K to 64M",
    "dimensions, 0, 1 to 65536",
    "model, none, 'the name of a sparse vector, or a model'",
  })
  void bad_value_is_refused_with_key_and_what_is_allowed(String key, String value, String allowed) {
    Map<String, String> keys = new HashMap<>(Map.of("url", URL));
    keys.put(key, value);
    String named = key.equals("model") ? "sparse-vector" : key;
    assertThatThrownBy(() -> settings(keys))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining(WIKI + named)
        .hasMessageContaining(allowed)
        .message()
        .doesNotContain("s3cr3t");
  }

  @Test
  void url_is_required() {
    assertThatThrownBy(() -> settings(Map.of("collection", "wiki")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining(WIKI + "url: missing");
  }

  @Test
  void least_score_of_a_distance_is_above_0_and_at_most_1() {
    assertThatThrownBy(
            () -> settings(Map.of("url", URL, "distance", "euclidean", "score-threshold", "1.5")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("score-threshold: 1.5");
  }

  @Test
  void kind_makes_its_sources_once_in_order_and_opens_none() {
    QdrantKind kind =
        new QdrantKind(
            config(
                Map.of(
                    WIKI + "url",
                    URL,
                    WIKI + "api-key",
                    "s3cr3t",
                    "tributary.source.qdrant.\"a.b\".url",
                    URL)),
            new AddressRule(List.of()));
    List<Source> sources = kind.sources();
    assertThat(sources).extracting(Source::name).containsExactly("a.b", "wiki");
    assertThat(kind.sources()).isEqualTo(sources);
    assertThat(sources).noneMatch(source -> ((QdrantSource) source).isOpen());
    assertThat(sources.getLast().endpointKey()).doesNotContain("s3cr3t");
    assertThat(sources.getFirst().endpointKey()).isNotEqualTo(sources.getLast().endpointKey());
    kind.close();
  }

  private static QdrantSettings settings(Map<String, String> keys) {
    Map<String, String> full = new HashMap<>();
    keys.forEach((key, value) -> full.put(WIKI + key, value));
    return QdrantSettings.of("wiki", config(full).sources().get("wiki"));
  }

  private static QdrantConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .withMapping(QdrantConfig.class)
        .build()
        .getConfigMapping(QdrantConfig.class);
  }
}
