package dev.tributary.source.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.source.Distance;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WritableSettings;
import dev.tributary.source.pgvector.PgvectorConfig.IterativeScan;
import dev.tributary.source.pgvector.PgvectorConfig.VectorType;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that others made, with columns, types and indexes of their own. */
class ForeignTableIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String MODEL = "three";
  private static final StoreFields FLAT =
      new StoreFields(
          "document", "chunk", "title", "url", "body", "language", StoreFields.ALL_OTHERS);

  private static PgvectorFixture tables;

  private final String table = "f" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeAll
  static void connect() {
    tables = new PgvectorFixture();
    tables.sql("CREATE EXTENSION IF NOT EXISTS vector");
  }

  @AfterAll
  static void close() {
    if (tables != null) {
      tables.close();
    }
  }

  @AfterEach
  void drop() {
    tables.drop(table);
  }

  @Test
  void table_of_other_columns_is_searched_and_filtered_by_them() {
    tables.sql(
        """
        CREATE TABLE %s (nr bigint PRIMARY KEY, body text, "Year" int, tags text[], v halfvec(3),
          words tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED)\
        """
            .formatted(table));
    tables.sql(
        """
        INSERT INTO %s VALUES
          (1, 'a river runs', 2020, '{a,b}', '[1,0,0]'),
          (2, 'rivers ran', 2024, '{b}', '[0,1,0]'),
          (3, 'nothing', 2024, NULL, NULL)\
        """
            .formatted(table));
    PgvectorSource source = open(FLAT, "v", "words", Distance.COSINE);
    source.check().await().atMost(LONG);
    List<Passage> found = ask(source, "river", null, 0, 1, 0);
    assertThat(found).extracting(Passage::id).containsExactlyInAnyOrder("foreign:2", "foreign:1");
    assertThat(named(found, "foreign:2").metadata())
        .isEqualTo(Map.of("Year", 2024, "tags", List.of("b")));
    Filter filter =
        new Filter.Compound(
            Filter.Compound.Join.AND,
            List.of(
                new Filter.Comparison(Filter.Operator.EQ, "tags", "b"),
                new Filter.Comparison(Filter.Operator.LT, "Year", 2021)));
    assertThat(ask(source, "river", filter, 0, 1, 0))
        .extracting(Passage::id)
        .containsExactly("foreign:1");
  }

  @ParameterizedTest
  @CsvSource({
    "COSINE, COSINE, vector_cosine_ops, 1, 0.8",
    "DOT, SCORE, vector_ip_ops, 10, 8",
    "EUCLIDEAN, SCORE, vector_l2_ops, 0.1, 0.0978"
  })
  void score_is_that_of_the_distance(
      Distance distance, Signal signal, String opclass, double near, double far) {
    tables.sql("CREATE TABLE %s (document text, text text, embedding vector(3))".formatted(table));
    tables.sql("CREATE INDEX ON %s USING hnsw (embedding %s)".formatted(table, opclass));
    tables.sql(
        "INSERT INTO %s VALUES ('a', 'a', '[10,0,0]'), ('b', 'b', '[8,6,0]')".formatted(table));
    PgvectorSource source = open(StoreFields.DEFAULTS, "embedding", null, distance);
    source.check().await().atMost(LONG);
    List<Passage> found = ask(source, "anything", null, 1, 0, 0);
    assertThat(found).extracting(Passage::signal).containsOnly(signal);
    Passage a = named(found, "foreign:a");
    Passage b = named(found, "foreign:b");
    assertThat(a.rawScore()).isCloseTo(near, within(0.001));
    assertThat(b.rawScore()).isCloseTo(far, within(0.001));
  }

  @Test
  void index_for_another_distance_is_told_by_check_and_search() {
    tables.sql("CREATE TABLE %s (document text, text text, embedding vector(3))".formatted(table));
    tables.sql("CREATE INDEX ON %s USING ivfflat (embedding vector_l2_ops)".formatted(table));
    PgvectorSource source = open(StoreFields.DEFAULTS, "embedding", null, Distance.COSINE);
    for (Uni<?> call : List.of(source.check(), source.search(request("x", null, 1, 0, 0)))) {
      assertMisfit(call, "vector_l2_ops", "vector_cosine_ops");
    }
  }

  @Test
  void column_of_another_type_is_told() {
    tables.sql("CREATE TABLE %s (document text, text text, embedding real[])".formatted(table));
    PgvectorSource source = open(StoreFields.DEFAULTS, "embedding", null, Distance.COSINE);
    assertMisfit(source.check(), "embedding", "real[]", "halfvec", "vector");
  }

  @Test
  void ivfflat_index_is_searched() {
    tables.sql("CREATE TABLE %s (document text, text text, embedding vector(3))".formatted(table));
    tables.sql(
        "INSERT INTO %s SELECT i, i, ARRAY[i, 1, 0]::real[]::vector FROM generate_series(1, 500) i"
            .formatted(table));
    tables.sql(
        "CREATE INDEX ON %s USING ivfflat (embedding vector_l2_ops) WITH (lists = 10)"
            .formatted(table));
    PgvectorSource source = open(StoreFields.DEFAULTS, "embedding", null, Distance.EUCLIDEAN);
    assertThat(ask(source, "anything", null, 250, 1, 0).getFirst().id()).isEqualTo("foreign:250");
  }

  @Test
  void columns_that_writing_needs_are_named() {
    tables.sql("CREATE TABLE %s (document text, text text, embedding vector(3))".formatted(table));
    PgvectorSource source = open(StoreFields.DEFAULTS, "embedding", null, Distance.COSINE);
    assertMisfit(source.contentHashes(List.of("a")), "chunk", "written");
  }

  @Test
  void row_of_any_size_is_no_hindrance() {
    tables.sql(
        "CREATE TABLE %s (document text, text text, metadata jsonb, embedding vector(3))"
            .formatted(table));
    tables.sql(
        "INSERT INTO %s VALUES ('huge', repeat('x', 50000000), '{}', '[1,0,0]'), ('small', 'x', '{}', '[0,1,0]'), ('much', 'x', jsonb_build_object('a', repeat('x', 50000000)), '[0,0,1]')"
            .formatted(table));
    PgvectorSource source = open(StoreFields.DEFAULTS, "embedding", null, Distance.COSINE);
    List<Passage> found = ask(source, "anything", null, 1, 0, 0);
    assertThat(found).extracting(Passage::id).containsExactly("foreign:huge", "foreign:small");
    assertThat(found.getFirst().text()).hasSize(Passage.MAX_TEXT);
  }

  private PgvectorSource open(
      StoreFields fields, String vectorColumn, @Nullable String searchColumn, Distance distance) {
    return tables.open(
        new PgvectorSettings(
            new StoreSettings(
                "foreign",
                new WritableSettings(MODEL, "en", 1_200, Optional.empty()),
                OptionalInt.empty(),
                false,
                fields,
                SourceSettings.DEFAULTS),
            tables.address,
            TableName.of("table", table),
            vectorColumn,
            searchColumn,
            "english",
            distance,
            VectorType.VECTOR,
            100,
            OptionalInt.of(5),
            IterativeScan.STRICT));
  }

  private static SearchRequest request(String question, @Nullable Filter filter, float... vector) {
    return new SearchRequest(
        new Question(question),
        10,
        filter,
        Deadline.after(LONG),
        Uni.createFrom().item(new Vector(MODEL, vector)),
        false);
  }

  private static List<Passage> ask(
      PgvectorSource source, String question, @Nullable Filter filter, float... vector) {
    return source.search(request(question, filter, vector)).await().atMost(LONG).passages();
  }

  private static Passage named(List<Passage> passages, String id) {
    return passages.stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
  }

  private static void assertMisfit(Uni<?> call, String... said) {
    assertThatThrownBy(() -> call.await().atMost(LONG))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
        .message()
        .contains(said);
  }
}
