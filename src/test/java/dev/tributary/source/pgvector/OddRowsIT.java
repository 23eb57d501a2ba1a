package dev.tributary.source.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.postgres.JsonText;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Document;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WritableSettings;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows as others leave them in a table that is also ours: without a hash, with any metadata. */
class OddRowsIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String MODEL = "three";

  private static PgvectorFixture tables;

  private final String table = "o" + UUID.randomUUID().toString().substring(0, 8);

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
  void metadata_that_is_no_object_is_none() {
    create("document text");
    tables.sql(
        """
        INSERT INTO %s (document, text, metadata, embedding) VALUES
          ('object', 'x', '{"a": 1}', '[1,0,0]'), ('null', 'x', 'null', '[1,0,0]'),
          ('list', 'x', '[]', '[1,0,0]'), ('text', 'x', '"a"', '[1,0,0]'),
          ('none', 'x', NULL, '[1,0,0]')\
        """
            .formatted(table));
    assertThat(ask(null))
        .extracting(Passage::id)
        .containsExactlyInAnyOrder("odd:object", "odd:null", "odd:list", "odd:text", "odd:none");
    assertThat(ask(new Filter.Comparison(Filter.Operator.NE, "a", 1))).hasSize(4);
  }

  @Test
  void rows_that_others_wrote_are_no_documents_of_ours() {
    create("document text");
    tables.sql(
        "INSERT INTO %s (document, text, embedding) VALUES ('theirs', 'x', '[1,0,0]')"
            .formatted(table));
    PgvectorSource source = open();
    source.write(List.of(document("ours"))).await().atMost(LONG);
    assertThat(source.documentIds().await().atMost(LONG)).containsExactly("ours");
    assertThat(source.contentHashes(List.of("ours", "theirs")).await().atMost(LONG))
        .isEqualTo(Map.of("ours", "hash"));
  }

  @Test
  void id_that_its_column_cannot_hold_is_not_taken_for_another() {
    for (String type : List.of("varchar(8)", "char(8)")) {
      create("document " + type);
      PgvectorSource source = open();
      source.write(List.of(document("chapter1"))).await().atMost(LONG);
      source.delete(List.of("chapter10")).await().atMost(LONG);
      assertThat(source.contentHashes(List.of("chapter10")).await().atMost(LONG)).isEmpty();
      assertThatThrownBy(() -> source.write(List.of(document("chapter10"))).await().atMost(LONG))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST));
      assertThat(source.documentIds().await().atMost(LONG)).containsExactly("chapter1");
      tables.drop(table);
    }
  }

  @Test
  void id_that_no_table_can_hold_hinders_no_other() {
    create("document text");
    PgvectorSource source = open();
    source.write(List.of(document("a"))).await().atMost(LONG);
    assertThat(source.contentHashes(List.of("a", "a\u0000")).await().atMost(LONG))
        .containsOnlyKeys("a");
    assertThatThrownBy(() -> source.write(List.of(document("a\u0000"))).await().atMost(LONG))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST));
    source.delete(List.of("a", "a\u0000")).await().atMost(LONG);
    assertThat(source.documentIds().await().atMost(LONG)).isEmpty();
  }

  @Test
  void largest_filter_finds_what_the_reference_matches() {
    create("document text");
    List<Map<String, Object>> rows =
        List.of(
            Map.of("a.b", "v999"),
            Map.of("a", Map.of("b", "v1")),
            Map.of("a.b", List.of("w", "v7")),
            Map.of("a.b", "w"),
            Map.of());
    for (Map<String, Object> row : rows) {
      tables.sql(
          "INSERT INTO %1$s (document, text, metadata, embedding) SELECT count(*), 'x', '%2$s', '[1,0,0]' FROM %1$s"
              .formatted(table, JsonText.write(row)));
    }
    List<String> many = IntStream.range(0, 1_000).mapToObj(i -> "v" + i).toList();
    assertThat(ask(all(Filter.Operator.IN, many)))
        .extracting(Passage::id)
        .containsExactlyInAnyOrder("odd:0", "odd:1", "odd:2");
    assertThat(ask(all(Filter.Operator.NIN, many)))
        .extracting(Passage::id)
        .containsExactlyInAnyOrder("odd:3", "odd:4");
  }

  /** As many comparisons as a filter may have. */
  private static Filter all(Filter.Operator operator, List<String> values) {
    Filter one = new Filter.Comparison(operator, "a.b", values);
    return new Filter.Compound(
        Filter.Compound.Join.AND, Collections.nCopies(Filter.MAX_COMPARISONS, one));
  }

  private void create(String id) {
    tables.sql(
        """
        CREATE TABLE %s (%s, chunk int, content_hash text, text text, metadata jsonb,
          embedding vector(3), search tsvector)\
        """
            .formatted(table, id));
  }

  private PgvectorSource open() {
    return tables.open(
        table,
        new StoreSettings(
            "odd",
            new WritableSettings(MODEL, "en", 1_200, Optional.empty()),
            OptionalInt.empty(),
            false,
            StoreFields.DEFAULTS,
            SourceSettings.DEFAULTS));
  }

  private List<Passage> ask(@Nullable Filter filter) {
    return open()
        .search(
            new SearchRequest(
                new Question("anything"),
                10,
                filter,
                Deadline.after(LONG),
                Uni.createFrom().item(new Vector(MODEL, new float[] {1, 0, 0})),
                false))
        .await()
        .atMost(LONG)
        .passages();
  }

  private static ChunkedDocument document(String id) {
    return new ChunkedDocument(
        new Document(id, null, null, "text", "en", Map.of()),
        "hash",
        List.of(new ChunkedDocument.Chunk("text", new Vector(MODEL, new float[] {0, 1, 0}))));
  }
}
