package dev.tributary.source.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.tributary.passage.Vector;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Distance;
import dev.tributary.source.Document;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoredChunk;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.grpc.Collections;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.Points.UpsertPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a write sends, to a fake of a server. */
@Timeout(60)
class QdrantWritingTest {
  private final QdrantFixture qdrant = new QdrantFixture();
  private FakeQdrant fake;

  @BeforeEach
  void start() throws Exception {
    fake = FakeQdrant.start().holding(null);
  }

  @AfterEach
  void stop() throws Exception {
    qdrant.close();
    fake.close();
  }

  private QdrantSource source() {
    return qdrant.open(settings());
  }

  private QdrantSettings settings() {
    return new QdrantSettings(
        QdrantFixture.store("m"),
        QdrantFixture.target(fake.url(), null),
        "wiki",
        "dense",
        Optional.of(Distance.DOT),
        new SparseVector("words", SparseVector.BM25, "pt"),
        null,
        null,
        SearchParams.getDefaultInstance(),
        new QdrantSettings.Creation(
            OptionalInt.of(32),
            OptionalInt.of(200),
            QdrantConfig.Quantization.SCALAR,
            Map.of("a.b", QdrantConfig.IndexType.FLOAT)),
        64 * 1024);
  }

  private void write(int chunks) {
    List<ChunkedDocument.Chunk> parts = new ArrayList<>();
    for (int i = 0; i < chunks; i++) {
      parts.add(new ChunkedDocument.Chunk("text " + i, new Vector("m", new float[] {1, i})));
    }
    Document document = new Document("d", "A title", null, "…", null, Map.of("year", 2024));
    source()
        .write(List.of(new ChunkedDocument(document, "hash", parts)))
        .await()
        .atMost(QdrantFixture.LONG);
  }

  private <T extends Message> List<T> written(Class<T> what) {
    return fake.writes().stream().filter(what::isInstance).map(what::cast).toList();
  }

  @Test
  void first_write_creates_the_collection_as_configured() {
    write(1);
    CreateCollection create = written(CreateCollection.class).getFirst();
    assertThat(create.getCollectionName()).isEqualTo("wiki");
    assertThat(create.getVectorsConfig().getParamsMap().getMapMap())
        .isEqualTo(
            Map.of(
                "dense",
                VectorParams.newBuilder()
                    .setSize(2)
                    .setDistance(Collections.Distance.Dot)
                    .build()));
    assertThat(create.getHnswConfig().getM()).isEqualTo(32);
    assertThat(create.getHnswConfig().getEfConstruct()).isEqualTo(200);
    assertThat(create.getQuantizationConfig().hasScalar()).isTrue();
    assertThat(create.getSparseVectorsConfig().getMapOrThrow("words").getModifier())
        .isEqualTo(Modifier.Idf);
    assertThat(written(CreateFieldIndexCollection.class))
        .extracting(
            CreateFieldIndexCollection::getFieldName, CreateFieldIndexCollection::getFieldType)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("document", FieldType.FieldTypeKeyword),
            org.assertj.core.api.Assertions.tuple("chunk", FieldType.FieldTypeInteger),
            org.assertj.core.api.Assertions.tuple("metadata.\"a.b\"", FieldType.FieldTypeFloat),
            org.assertj.core.api.Assertions.tuple("metadata.a.b", FieldType.FieldTypeFloat));
  }

  /** A server in strict mode, as Qdrant Cloud's are, refuses filters by other keys. */
  @Test
  void all_that_filling_and_configured_keys_are_asked_by_has_an_index() {
    write(1);
    QdrantSource source = source();
    source.contentHashes(List.of("d")).await().atMost(QdrantFixture.LONG);
    source.documentIds().await().atMost(QdrantFixture.LONG);
    source.delete(List.of("d")).await().atMost(QdrantFixture.LONG);
    Filter configured =
        FilterConditions.of(
            new dev.tributary.passage.Filter.Comparison(
                dev.tributary.passage.Filter.Operator.LT, "a.b", 2),
            StoreFields.DEFAULTS);
    List<Filter> filters = new ArrayList<>(List.of(configured));
    fake.scrolls().forEach(scroll -> filters.add(scroll.getFilter()));
    written(DeletePoints.class).forEach(delete -> filters.add(delete.getPoints().getFilter()));
    assertThat(filters).hasSize(5);
    assertThat(filters.stream().flatMap(QdrantWritingTest::keys))
        .isSubsetOf(
            written(CreateFieldIndexCollection.class).stream()
                .map(CreateFieldIndexCollection::getFieldName)
                .toList());
  }

  private static Stream<String> keys(Filter filter) {
    return Stream.of(filter.getMustList(), filter.getMustNotList(), filter.getShouldList())
        .flatMap(List::stream)
        .filter(condition -> !condition.hasHasId())
        .flatMap(
            condition ->
                condition.hasFilter()
                    ? keys(condition.getFilter())
                    : Stream.of(condition.getField().getKey() + condition.getIsEmpty().getKey()));
  }

  @Test
  void collection_that_has_no_indexes_yet_gets_them_before_it_is_written_to() {
    fake.holding(QdrantFixture.shape(settings(), 2));
    for (int i = 0; i < 2; i++) {
      write(1);
    }
    assertThat(fake.writes())
        .extracting(one -> one.getClass().getSimpleName())
        .containsExactly(
            "CreateFieldIndexCollection",
            "CreateFieldIndexCollection",
            "CreateFieldIndexCollection",
            "CreateFieldIndexCollection",
            "DeletePoints",
            "UpsertPoints",
            "DeletePoints",
            "UpsertPoints");
  }

  @Test
  void chunk_is_a_point_with_vector_words_and_payload() {
    write(1);
    UpsertPoints upsert = written(UpsertPoints.class).getFirst();
    assertThat(upsert.getWait()).isTrue();
    PointStruct point = upsert.getPoints(0);
    assertThat(point.getId()).isEqualTo(id(StoredChunk.WHOLE));
    var vectors = point.getVectors().getVectors().getVectorsMap();
    assertThat(vectors.get("dense").getDense().getDataList()).containsExactly(1f, 0f);
    assertThat(vectors.get("words").getDocument().getText()).isEqualTo("A title\ntext 0");
    assertThat(Payloads.read(point.getPayloadMap()))
        .containsEntry("document", "d")
        .containsEntry("chunk", -1)
        .containsEntry("content_hash", "hash")
        .containsEntry("text", "text 0")
        .containsEntry("metadata", Map.of("year", 2024));
  }

  @Test
  void what_has_no_successor_goes_first_and_the_first_chunk_comes_last() {
    write(600);
    List<Message> writes =
        fake.writes().stream()
            .filter(one -> one instanceof UpsertPoints || one instanceof DeletePoints)
            .toList();
    assertThat(writes).hasSize(4);
    DeletePoints delete = (DeletePoints) writes.getFirst();
    assertThat(delete.getPoints().getFilter().getMust(0))
        .isEqualTo(ConditionFactory.matchKeywords("document", List.of("d")));
    assertThat(delete.getPoints().getFilter().getMustNot(0).getHasId().getHasIdList())
        .hasSize(600)
        .contains(id(0), id(599));
    assertThat(((UpsertPoints) writes.getLast()).getPointsList().getLast().getId())
        .isEqualTo(id(0));
  }

  private static PointId id(int chunk) {
    return PointIdFactory.id(StoredChunk.id("d", chunk));
  }
}
