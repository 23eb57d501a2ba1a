package dev.tributary.source.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.passage.Passage;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No query of a source writes, and no question is a part of it, says PostgreSQL itself. */
class ReadOnlyIT {
  private static final String TABLE = "ro_" + UUID.randomUUID().toString().substring(0, 8);

  private static SqlFixture queries;

  @BeforeAll
  static void fill() {
    queries = new SqlFixture();
    queries.sql("CREATE TABLE " + TABLE + " (id text, text text)");
    queries.sql("INSERT INTO " + TABLE + " VALUES ('1', 'one'), ('2', 'two')");
    queries.sql("CREATE SEQUENCE " + TABLE + "_seq");
    queries.sql(
        "CREATE FUNCTION %1$s_wipe() RETURNS int LANGUAGE sql AS 'DELETE FROM %1$s; SELECT 1'"
            .formatted(TABLE));
    queries.sql(
        """
        CREATE FUNCTION %1$s_sly() RETURNS int LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM set_config('transaction_read_only', 'off', true);
          EXECUTE 'DELETE FROM %1$s';
          RETURN 1;
        END $$\
        """
            .formatted(TABLE));
  }

  @AfterAll
  static void drop() {
    if (queries != null) {
      queries.sql("DROP FUNCTION IF EXISTS " + TABLE + "_wipe, " + TABLE + "_sly");
      queries.sql("DROP SEQUENCE IF EXISTS " + TABLE + "_seq");
      queries.sql("DROP TABLE IF EXISTS " + TABLE);
      queries.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT %s_wipe() AS id, 'a' AS text",
        "SELECT %s_sly() AS id, 'a' AS text",
        "WITH gone AS (DELETE FROM %s RETURNING id) SELECT id, 'a' AS text FROM gone",
        "DELETE FROM %s RETURNING id, text",
        "INSERT INTO %s VALUES ('3', 'three') RETURNING id, text",
        "UPDATE %s SET text = 'gone' RETURNING id, text",
        "TRUNCATE %s",
        "DROP TABLE %s",
        "SELECT id, text FROM %s FOR UPDATE",
        "SELECT nextval('%s_seq')::text AS id, 'a' AS text",
        "SELECT setval('%s_seq', 7)::text AS id, 'a' AS text",
        "COPY %s TO STDOUT",
        "CREATE TABLE %s_more AS SELECT 1",
        "SELECT 1 AS id) AS x; DROP TABLE %s; SELECT (1",
        "VALUES (set_config('transaction_read_only', 'off', true), (SELECT text FROM %s LIMIT 1))"
      })
  void query_that_writes_fails_and_writes_nothing(String query) {
    List<String> before = state();
    assertThatThrownBy(() -> SqlFixture.ask(queries.source(query.formatted(TABLE)), "anything", 5))
        .isInstanceOfAny(SourceException.class, BadConfiguration.class)
        .satisfies(
            e -> {
              if (e instanceof SourceException refused) {
                assertThat(refused.kind()).isIn(ErrorKind.BAD_REQUEST, ErrorKind.UNSUPPORTED);
              }
            });
    assertThat(state()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; DROP TABLE x; --",
        "x' OR '1'='1",
        "\\'; DELETE FROM x; --",
        "$1",
        "{limit}",
        "$$; DROP TABLE x; $$",
        "/* */ -- \u2019"
      })
  void question_comes_back_as_the_value_it_was(String question) {
    List<String> before = state();
    Source source = queries.source("SELECT {question} AS text, '1' AS id, {limit} AS asked");
    Found found = SqlFixture.ask(source, question, 5);
    assertThat(found.passages())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.text()).isEqualTo(question);
              assertThat(p.metadata()).isEqualTo(Map.of("asked", 5));
            });
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void what_a_read_only_transaction_lets_through_is_rolled_back() {
    List<String> before = state();
    // PostgreSQL refuses it from version 16 on.
    Source source = queries.source("SELECT lo_create(0)::text AS id, 'a' AS text");
    try {
      assertThat(SqlFixture.ask(source, "anything", 5).passages()).hasSize(1);
    } catch (SourceException refused) {
      assertThat(refused.kind()).isEqualTo(ErrorKind.BAD_REQUEST);
    }
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void query_leaves_no_setting_behind() {
    Source source =
        queries.source(
            "SELECT set_config('work_mem', '7MB', false) AS text, set_config('search_path',"
                + " 'nowhere', false) AS id");
    assertThat(SqlFixture.ask(source, "anything", 1).passages()).hasSize(1);
    Source next =
        queries.source(
            "SELECT current_setting('work_mem') AS text, current_setting('search_path') AS id");
    assertThat(SqlFixture.ask(next, "anything", 1).passages())
        .extracting(Passage::text)
        .doesNotContain("7MB");
  }

  @Test
  void rows_become_passages_by_their_columns() {
    Source source =
        queries.source(
            """
            SELECT 7 AS id, 'Title' AS title, 'https://example.org/7' AS url, 'body' AS text,
              'pt' AS language, 0.5 AS score, now() - now() + '2024-05-06T07:08:09Z'::timestamptz AS seen,
              ARRAY['a', 'b'] AS tags, true AS open, NULL AS nothing, '{"a": {"b": 1}}'::jsonb AS deep -- and no more\
            """);
    Passage passage = SqlFixture.ask(source, "anything", 5).passages().getFirst();
    assertThat(passage.id()).isEqualTo("contract:7");
    assertThat(passage.title()).isEqualTo("Title");
    assertThat(passage.url()).isEqualTo("https://example.org/7");
    assertThat(passage.text()).isEqualTo("body");
    assertThat(passage.language()).isEqualTo("pt");
    assertThat(passage.rawScore()).isEqualTo(0.5);
    assertThat(passage.metadata())
        .isEqualTo(
            Map.of(
                "seen",
                "2024-05-06T07:08:09+00:00",
                "tags",
                List.of("a", "b"),
                "open",
                true,
                "deep.a.b",
                1));
  }

  @Test
  void rows_without_text_name_the_columns_there_are() {
    Source source = queries.source("SELECT id, text AS body FROM " + TABLE);
    assertThatThrownBy(() -> SqlFixture.ask(source, "anything", 5))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL))
        .hasMessageContaining("body");
  }

  private static List<String> state() {
    return queries.sql(
        "SELECT string_agg(id || text, ',' ORDER BY id) || (SELECT last_value || ' ' || is_called FROM %1$s_seq) || (SELECT count(*) FROM pg_class) || (SELECT count(*) FROM pg_largeobject_metadata) FROM %1$s"
            .formatted(TABLE));
  }
}
