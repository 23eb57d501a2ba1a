package dev.tributary.source.pgvector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Vector;
import dev.tributary.postgres.Script;
import dev.tributary.postgres.Statement;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Document;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WritableSettings;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server answers a table's searches by the indexes that were made with it. */
class PgvectorPlanIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String TABLE = "planned";
  private static final Vector NEAR = new Vector("m", new float[] {1, 0, 0});

  private static PgvectorFixture tables;
  private static PgvectorSettings settings;
  private static TableSearch search;

  @BeforeAll
  static void fill() {
    tables = new PgvectorFixture();
    tables.drop(TABLE);
    settings =
        PgvectorFixture.settings(
            tables.address,
            TABLE,
            new StoreSettings(
                "planned",
                new WritableSettings("m", "en", 1_200, Optional.empty()),
                OptionalInt.empty(),
                true,
                StoreFields.DEFAULTS,
                SourceSettings.DEFAULTS));
    tables
        .open(settings)
        .write(IntStream.range(0, 500).mapToObj(PgvectorPlanIT::document).toList())
        .await()
        .atMost(LONG);
    search =
        new TableSearch(
            TableShape.of(
                settings, tables.clients.run(tables.address, TableShape.query(settings))));
  }

  @AfterAll
  static void drop() {
    if (tables != null) {
      tables.drop(TABLE);
      tables.close();
    }
  }

  @Test
  void nearest_are_found_by_the_graph() {
    assertThat(plan(search.best(null, NEAR, null, 10, true)))
        .contains("Index Scan using tributary_", "Order By: (embedding <=>");
  }

  @Test
  void words_are_found_by_their_index() {
    assertThat(plan(search.best("rivers and seas", null, null, 10, true)))
        .contains("Bitmap Index Scan on tributary_", "Index Cond: (search @@");
  }

  @Test
  void both_are_found_by_their_indexes_in_one_statement() {
    assertThat(plan(search.best("rivers and seas", NEAR, null, 10, true)))
        .contains("Order By: (embedding <=>", "Index Cond: (search @@");
  }

  @Test
  void equality_of_metadata_is_found_by_its_index() {
    Filter filter = new Filter.Comparison(Filter.Operator.EQ, "nr", 7);
    assertThat(plan(search.best(null, NEAR, filter, 10, false), "enable_indexscan = off"))
        .contains("Bitmap Index Scan on tributary_", "Index Cond: (metadata @>");
  }

  /** Of which plans there are one that reads the whole table is the last resort. */
  private static String plan(Script search, String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("enable_seqscan = off");
    Statement statement = search.statements().getFirst();
    StringBuilder plan = new StringBuilder();
    tables
        .client(settings)
        .run(
            Script.reading(
                options, List.of(new Statement("EXPLAIN " + statement.sql(), statement.rows()))),
            Deadline.after(LONG))
        .await()
        .atMost(LONG)
        .getFirst()
        .forEach((Row row) -> plan.append(row.getString(0)).append('\n'));
    return plan.toString();
  }

  private static ChunkedDocument document(int number) {
    String text = number % 100 == 0 ? "the river" : "text of number" + number;
    float[] direction = {number % 7 + 1, number % 11, number % 13};
    return new ChunkedDocument(
        new Document("d" + number, null, null, text, "en", Map.of("nr", number)),
        "hash",
        List.of(new ChunkedDocument.Chunk(text, new Vector("m", direction))));
  }
}
