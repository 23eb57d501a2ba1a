package dev.tributary.source.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.passage.Question;
import dev.tributary.postgres.Clients;
import dev.tributary.postgres.Statement;
import dev.tributary.source.Source;
import dev.tributary.source.SourceSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlConfigTest {
  private static final String TICKETS = "tributary.source.sql.\"tickets\".";
  private static final Map<String, String> LEAST =
      Map.of(
          TICKETS + "url", "postgresql://db.example.com/helpdesk",
          TICKETS + "query", "SELECT id, text FROM tickets LIMIT {limit}");

  @Test
  void defaults_are_as_documented() {
    SqlConfig.Query query = SqlFixture.config(LEAST).sources().get("tickets");
    assertThat(query.user()).isEmpty();
    assertThat(query.password()).isEmpty();
    assertThat(query.columns().id()).isEqualTo("id");
    assertThat(query.columns().title()).isEqualTo("title");
    assertThat(query.columns().url()).isEqualTo("url");
    assertThat(query.columns().text()).isEqualTo("text");
    assertThat(query.columns().language()).isEqualTo("language");
    assertThat(query.columns().score()).isEqualTo("score");
  }

  @Test
  void kind_makes_its_sources_without_asking_anybody() {
    Source source = sources(Map.of(TICKETS + "password", "s3cr3t")).getFirst();
    assertThat(source.kind()).isEqualTo("sql");
    assertThat(source.settings()).isEqualTo(SourceSettings.DEFAULTS);
    assertThat(source).hasToString("sql \"tickets\" (postgresql://db.example.com:5432/helpdesk)");
    assertThat(source.endpointKey()).startsWith("db.example.com:5432/helpdesk#");
    assertThat(source.endpointKey()).doesNotContain("s3cr3t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "query | SELECT 1; DROP TABLE x | one SELECT",
        "query | SELECT '{question}' | bare",
        "query | SELECT \"{limit}\" | bare",
        "query | SELECT $$ {question} $$ | bare",
        "query | SELECT {lang} | {question} and {limit}",
        "query | SELECT $1 | {question} and {limit}",
        "url | http://db.example.com/x | postgresql://",
        "url | postgresql://db.example.com | one database",
        "url | postgresql://me:secret@db.example.com/x | user and password",
        "url | postgresql://db.example.com/x?sslmode=sometimes | verify-full",
        "url | postgresql://db.example.com/x?password=secret | sslmode",
        "weight | -1 | 0 to 100"
      })
  void bad_value_is_refused_with_key_and_what_is_allowed(String key, String value, String allowed) {
    assertThatThrownBy(() -> sources(Map.of(TICKETS + key, value)))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining(TICKETS + key)
        .hasMessageContaining(allowed)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void question_and_limit_are_bound_wherever_they_stand() {
    BoundQuery query =
        BoundQuery.of(
            "query",
            """
            SELECT 'it''s; $1', "a;b", E'\\';', $x$ ; $x$ -- {question};
            /* {limit}; */ FROM t WHERE a = {question} OR b > {limit} OR c = {question} ;\
            """);
    Statement asked = query.ask(new Question("x'; --"), 7);
    assertThat(asked.sql())
        .contains("a = $1::text OR b > $2::bigint OR c = $3::text")
        .endsWith("\n) AS asked_ LIMIT 7");
    assertThat(asked.rows().getFirst().size()).isEqualTo(3);
    assertThat(asked.rows().getFirst().getString(0)).isEqualTo("x'; --");
    assertThat(asked.rows().getFirst().getLong(1)).isEqualTo(7);
  }

  private static List<Source> sources(Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(LEAST);
    properties.putAll(more);
    try (Clients clients = new Clients()) {
      return new SqlKind(SqlFixture.config(properties), clients.all()).sources();
    }
  }
}
