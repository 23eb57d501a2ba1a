package dev.tributary.source.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Distance;
import dev.tributary.source.Document;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WordVectors;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.VectorsFactory;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys, restarts and collections of others: against servers, or the local mode behind gRPC. */
@Timeout(120)
class QdrantServersIT {
  private static final String KEY = "s3cr3t-do-not-show";

  private final QdrantFixture qdrant = new QdrantFixture();
  private final String collection =
      "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);

  @AfterEach
  void close() {
    qdrant.close();
  }

  private static ChunkedDocument document(String id, String text) {
    return new ChunkedDocument(
        new Document(id, null, null, text, null, Map.of()),
        "hash",
        List.of(new ChunkedDocument.Chunk(text, WordVectors.of(text))));
  }

  private static List<String> find(QdrantSource source, Filter filter) {
    return search(source, filter).passages().stream()
        .map(Passage::id)
        .map(PassageId::nativeId)
        .toList();
  }

  private static Found search(QdrantSource source, Filter filter) {
    return source.search(request(filter)).await().atMost(QdrantFixture.LONG);
  }

  private static SearchRequest request(Filter filter) {
    return new SearchRequest(
        new Question("river"),
        10,
        filter,
        Deadline.after(QdrantFixture.LONG),
        Uni.createFrom().item(WordVectors.of("river")),
        false);
  }

  @Test
  void wrong_key_is_refused_and_not_shown() {
    URI url = LocalModeServer.withKey(KEY);
    QdrantSettings settings =
        QdrantFixture.hybrid(url, collection, QdrantFixture.store(WordVectors.MODEL));
    QdrantSource right = qdrant.open(QdrantFixture.with(settings, QdrantFixture.target(url, KEY)));
    right.write(List.of(document("a", "a river"))).await().atMost(QdrantFixture.LONG);
    assertThat(find(right, null)).containsExactly("a");
    QdrantSource wrong =
        qdrant.open(QdrantFixture.with(settings, QdrantFixture.target(url, KEY + "-not")));
    for (Uni<?> call : List.of(wrong.check(), wrong.documentIds())) {
      assertThatThrownBy(() -> call.await().atMost(QdrantFixture.LONG))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.AUTH))
          .message()
          .doesNotContain(KEY);
    }
  }

  @Test
  void collection_dropped_in_use_is_made_again_by_the_next_write() {
    URI url = LocalModeServer.shared();
    QdrantSource source =
        qdrant.open(QdrantFixture.hybrid(url, collection, QdrantFixture.store(WordVectors.MODEL)));
    source.write(List.of(document("a", "a river"))).await().atMost(QdrantFixture.LONG);
    QdrantFixture.drop(url, collection);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> find(source, null))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
          .hasMessageContaining(collection);
    }
    source.write(List.of(document("b", "b river"))).await().atMost(QdrantFixture.LONG);
    assertThat(find(source, null)).containsExactly("b");
    QdrantFixture.drop(url, collection);
    source.write(List.of(document("c", "c river"))).await().atMost(QdrantFixture.LONG);
    assertThat(find(source, null)).containsExactly("c");
    QdrantFixture.drop(url, collection);
  }

  @Test
  void wrong_distance_is_told_by_check_and_search_with_both() {
    URI url = LocalModeServer.shared();
    StoreSettings store = QdrantFixture.store(WordVectors.MODEL);
    QdrantSource cosine =
        qdrant.open(QdrantFixture.settings(url, collection, store, "", Distance.COSINE, null));
    cosine.write(List.of(document("a", "a river"))).await().atMost(QdrantFixture.LONG);
    QdrantSource dot =
        qdrant.open(QdrantFixture.settings(url, collection, store, "", Distance.DOT, null));
    for (Uni<?> call : List.of(dot.check(), dot.search(request(null)))) {
      assertThatThrownBy(() -> call.await().atMost(QdrantFixture.LONG))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
          .hasMessageContainingAll(collection, "distance is to be dot", "cosine");
    }
    QdrantFixture.drop(url, collection);
  }

  @Test
  void collection_of_others_is_read_by_the_names_of_its_fields() {
    URI url = LocalModeServer.shared();
    StoreFields fields =
        new StoreFields(
            "id", "chunk", "title", "source", "page_content", "lang", StoreFields.ALL_OTHERS);
    StoreSettings store = QdrantFixture.store(WordVectors.MODEL);
    StoreSettings named =
        new StoreSettings(
            "contract", store.content(), store.dimensions(), true, fields, store.source());
    QdrantSource source =
        qdrant.open(QdrantFixture.settings(url, collection, named, "", Distance.EUCLIDEAN, null));
    source.write(List.of(document("ours", "a lake"))).await().atMost(QdrantFixture.LONG);
    QdrantFixture.admin(
        url,
        stub ->
            stub.upsert(
                UpsertPoints.newBuilder()
                    .setCollectionName(collection)
                    .setWait(true)
                    .addPoints(
                        PointStruct.newBuilder()
                            .setId(PointIdFactory.id(7))
                            .setVectors(VectorsFactory.vectors(WordVectors.of("river").values()))
                            .putAllPayload(
                                Payloads.write(
                                    Map.of(
                                        "page_content",
                                        "a river",
                                        "source",
                                        "https://example.org/7",
                                        "price",
                                        2.5,
                                        "author",
                                        Map.of("name", "Ana", "born", 1980)))))
                    .build()));
    Passage other = search(source, null).passages().getFirst();
    assertThat(other.id()).isEqualTo("contract:7");
    assertThat(other.text()).isEqualTo("a river");
    assertThat(other.url()).isEqualTo("https://example.org/7");
    assertThat(other.signal()).isEqualTo(Signal.SCORE);
    assertThat(other.rawScore()).isEqualTo(1.0);
    assertThat(other.metadata())
        .isEqualTo(Map.of("price", 2.5, "author.name", "Ana", "author.born", 1980));
    assertThat(find(source, new Filter.Comparison(Filter.Operator.EQ, "author.name", "Ana")))
        .containsExactly("7");
    assertThat(find(source, new Filter.Comparison(Filter.Operator.NE, "author.born", 1980.0)))
        .containsExactly("ours");
    // What has a place of its own is no metadata, so it equals nothing there.
    assertThat(find(source, new Filter.Comparison(Filter.Operator.EQ, "page_content", "a river")))
        .isEmpty();
    assertThat(find(source, new Filter.Comparison(Filter.Operator.NE, "page_content", "a river")))
        .containsExactly("7", "ours");
    // What others wrote is no document of ours: no load may take it for one that has vanished.
    assertThat(source.documentIds().await().atMost(QdrantFixture.LONG)).containsExactly("ours");
    QdrantFixture.drop(url, collection);
  }
}
