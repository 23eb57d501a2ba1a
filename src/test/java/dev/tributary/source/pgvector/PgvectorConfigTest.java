package dev.tributary.source.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.postgres.Clients;
import dev.tributary.source.Distance;
import dev.tributary.source.Source;
import dev.tributary.source.StoreFields;
import dev.tributary.source.pgvector.PgvectorConfig.IterativeScan;
import dev.tributary.source.pgvector.PgvectorConfig.VectorType;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.pgclient.SslMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgvectorConfigTest {
  private static final String DOCS = "tributary.source.pgvector.\"docs\".";
  private static final Map<String, String> LEAST =
      Map.of(DOCS + "url", "postgresql://db.example.com/rag", DOCS + "table", "my.Docs");

  @Test
  void defaults_are_as_documented() {
    PgvectorSettings settings = settings(Map.of());
    assertThat(settings.address().server()).isEqualTo("db.example.com:5432");
    assertThat(settings.address().user()).isEqualTo("postgres");
    assertThat(settings.address().sslMode()).isEqualTo(SslMode.DISABLE);
    assertThat(settings.table().quoted()).isEqualTo("\"my\".\"Docs\"");
    assertThat(settings.store().create()).isFalse();
    assertThat(settings.store().fields()).isEqualTo(StoreFields.DEFAULTS);
    assertThat(settings.vectorColumn()).isEqualTo("embedding");
    assertThat(settings.searchColumn()).isEqualTo("search");
    assertThat(settings.textSearch()).isEqualTo("simple");
    assertThat(settings.distance()).isEqualTo(Distance.COSINE);
    assertThat(settings.vectorType()).isEqualTo(VectorType.VECTOR);
    assertThat(settings.efSearch()).isEqualTo(100);
    assertThat(settings.probes()).isEmpty();
    assertThat(settings.iterativeScan()).isEqualTo(IterativeScan.STRICT);
  }

  @Test
  void every_key_is_read() {
    PgvectorSettings settings =
        settings(
            Map.of(
                DOCS + "url",
                "postgresql://[::1]:5433/my%20db?sslmode=verify-full&sslrootcert=/etc/ca.pem",
                DOCS + "user",
                "me",
                DOCS + "language",
                "pt",
                DOCS + "vector-column",
                "v",
                DOCS + "search-column",
                "none",
                DOCS + "distance",
                "euclidean",
                DOCS + "vector-type",
                "halfvec",
                DOCS + "ef-search",
                "40",
                DOCS + "probes",
                "7",
                DOCS + "iterative-scan",
                "off"));
    assertThat(settings.address().server()).isEqualTo("[::1]:5433");
    assertThat(settings.address().database()).isEqualTo("my db");
    assertThat(settings.address().user()).isEqualTo("me");
    assertThat(settings.address().sslMode()).isEqualTo(SslMode.VERIFY_FULL);
    assertThat(settings.address().rootCertificates()).isEqualTo(Path.of("/etc/ca.pem"));
    assertThat(settings.vectorColumn()).isEqualTo("v");
    assertThat(settings.searchColumn()).isNull();
    assertThat(settings.textSearch()).isEqualTo("portuguese");
    assertThat(settings.distance()).isEqualTo(Distance.EUCLIDEAN);
    assertThat(settings.vectorType()).isEqualTo(VectorType.HALFVEC);
    assertThat(settings.efSearch()).isEqualTo(40);
    assertThat(settings.probes()).hasValue(7);
    assertThat(settings.iterativeScan()).isEqualTo(IterativeScan.OFF);
  }

  @ParameterizedTest
  @CsvSource({
    "table, a.b.c, schema.table",
    "table, a., schema.table",
    "ef-search, 0, 1 to 1000",
    "ef-search, 1001, 1 to 1000",
    "probes, 0, 1 to 32768",
    "text-search, english'; --, text search configuration",
    "dimensions, 0, 1 to 65536",
    "url, postgresql://me:secret@db/x, user and password",
  })
  void bad_value_is_refused_with_key_and_what_is_allowed(String key, String value, String allowed) {
    assertThatThrownBy(() -> settings(Map.of(DOCS + key, value)))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining(DOCS + key)
        .hasMessageContaining(allowed)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void keys_that_do_not_go_together_are_refused() {
    assertThatThrownBy(
            () -> settings(Map.of(DOCS + "model", "none", DOCS + "search-column", "none")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("search-column");
    assertThatThrownBy(
            () -> settings(Map.of(DOCS + "create", "true", DOCS + "fields.metadata", "*")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("fields.metadata");
  }

  @Test
  void sources_are_made_without_asking_anybody_and_show_no_secret() {
    Map<String, String> properties = new HashMap<>(LEAST);
    properties.put(DOCS + "password", "s3cr3t");
    try (Clients clients = new Clients()) {
      Source source = new PgvectorKind(config(properties), clients.all()).sources().getFirst();
      assertThat(source)
          .hasToString("pgvector \"docs\" (my.Docs in postgresql://db.example.com:5432/rag)");
      assertThat(source.endpointKey())
          .startsWith("db.example.com:5432/rag#")
          .doesNotContain("s3cr3t");
      assertThat(PgvectorSettings.of("docs", config(properties).sources().get("docs")).toString())
          .doesNotContain("s3cr3t");
    }
  }

  private static PgvectorSettings settings(Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(LEAST);
    properties.putAll(more);
    return PgvectorSettings.of("docs", config(properties).sources().get("docs"));
  }

  private static PgvectorConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(new HashMap<>(properties), "test", 100))
        .withMapping(PgvectorConfig.class)
        .build()
        .getConfigMapping(PgvectorConfig.class);
  }
}
