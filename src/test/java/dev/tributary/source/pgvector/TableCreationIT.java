package dev.tributary.source.pgvector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Distance;
import dev.tributary.source.Document;
import dev.tributary.source.SearchRequest;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of every type and distance, made by the first write. */
class TableCreationIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String MODEL = "three";

  @ParameterizedTest
  @CsvSource({
    "VECTOR, COSINE", "VECTOR, DOT", "VECTOR, EUCLIDEAN",
    "HALFVEC, COSINE", "HALFVEC, DOT", "HALFVEC, EUCLIDEAN",
  })
  void made_table_is_indexed_checked_and_searched(VectorType type, Distance distance) {
    try (PgvectorFixture tables = new PgvectorFixture()) {
      PgvectorSettings settings = settings(tables, type, distance);
      tables.drop(settings.table().quoted());
      PgvectorSource source = tables.open(settings);
      try {
        source.write(List.of(document("far", 0, 1), document("near", 1, 0))).await().atMost(LONG);
        source.check().await().atMost(LONG);
        List<Passage> found = source.search(request()).await().atMost(LONG).passages();
        assertThat(found).extracting(Passage::id).containsExactly("made:near", "made:far");
        assertThat(found.getFirst().vector().values()).containsExactly(1, 0, 0);
        TableShape shape =
            TableShape.of(settings, tables.clients.run(tables.address, TableShape.query(settings)));
        assertThat(shape.isIndexedBy("hnsw")).isTrue();
      } finally {
        tables.drop(settings.table().quoted());
      }
    }
  }

  private static PgvectorSettings settings(
      PgvectorFixture tables, VectorType type, Distance distance) {
    return new PgvectorSettings(
        new StoreSettings(
            "made",
            new WritableSettings(MODEL, "en", 1_200, Optional.empty()),
            OptionalInt.empty(),
            true,
            StoreFields.DEFAULTS,
            SourceSettings.DEFAULTS),
        tables.address,
        TableName.of("table", "Made \"by\" %s'; --"),
        "the %s \"vector\"",
        null,
        "english",
        distance,
        type,
        100,
        OptionalInt.empty(),
        IterativeScan.STRICT);
  }

  private static ChunkedDocument document(String id, float x, float y) {
    return new ChunkedDocument(
        new Document(id, null, null, "text", "en", Map.of()),
        "hash",
        List.of(new ChunkedDocument.Chunk("text", new Vector(MODEL, new float[] {x, y, 0}))));
  }

  private static SearchRequest request() {
    return new SearchRequest(
        new Question("anything"),
        10,
        null,
        Deadline.after(LONG),
        Uni.createFrom().item(new Vector(MODEL, new float[] {1, 0, 0})),
        true);
  }
}
