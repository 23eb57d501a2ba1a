package dev.tributary.source.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.source.Distance;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import io.grpc.Metadata;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.ReadConsistency;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.SearchParams;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes over the wire, against a fake of a server. */
@Timeout(60)
class QdrantWireTest {
  private static final Vector VECTOR = new Vector("m", new float[] {0.6f, 0.8f});
  private static final Filter PT = new Filter.Comparison(Filter.Operator.EQ, "lang", "pt");

  private final QdrantFixture qdrant = new QdrantFixture();
  private FakeQdrant fake;

  @BeforeEach
  void start() throws Exception {
    fake = FakeQdrant.start();
  }

  @AfterEach
  void stop() throws Exception {
    qdrant.close();
    fake.close();
  }

  private QdrantSource hybrid() {
    return open("dense", Distance.COSINE, 0.25, new SparseVector("words", SparseVector.BM25, "pt"));
  }

  private QdrantSource open(
      String vector, Distance distance, Double threshold, SparseVector sparse) {
    QdrantSettings settings =
        new QdrantSettings(
            QdrantFixture.store("m"),
            QdrantFixture.target(fake.url(), "s3cr3t"),
            "wiki",
            vector,
            Optional.of(distance),
            sparse,
            threshold,
            ReadConsistency.newBuilder().setFactor(2).build(),
            SearchParams.newBuilder().setHnswEf(77).build(),
            new QdrantSettings.Creation(
                OptionalInt.empty(), OptionalInt.empty(), QdrantConfig.Quantization.NONE, Map.of()),
            64 * 1024);
    fake.holding(QdrantFixture.shape(settings, 2));
    return qdrant.open(settings);
  }

  private static SearchRequest request(Uni<Vector> vector, boolean returnVectors) {
    return new SearchRequest(
        new Question("onde nasce o rio?"),
        10,
        PT,
        Deadline.after(Duration.ofSeconds(20)),
        vector,
        returnVectors);
  }

  private static SearchRequest request() {
    return request(Uni.createFrom().item(VECTOR), false);
  }

  private static Found search(QdrantSource source, SearchRequest request) {
    return source.search(request).await().atMost(QdrantFixture.LONG);
  }

  @Test
  void vector_and_words_are_one_call_fused_by_the_server() {
    search(hybrid(), request());
    QueryPoints query = fake.queries().element();
    assertThat(query.getCollectionName()).isEqualTo("wiki");
    assertThat(query.getQuery().getRrf().getK()).isEqualTo(60);
    assertThat(query.getLimit()).isEqualTo(10);
    assertThat(query.getReadConsistency().getFactor()).isEqualTo(2);
    assertThat(query.hasWithVectors()).isFalse();
    assertThat(query.hasScoreThreshold()).isFalse();
    PrefetchQuery near = query.getPrefetch(0);
    assertThat(near.getUsing()).isEqualTo("dense");
    assertThat(near.getQuery().getNearest().getDense().getDataList()).containsExactly(0.6f, 0.8f);
    assertThat(near.getParams().getHnswEf()).isEqualTo(77);
    assertThat(near.getScoreThreshold()).isEqualTo(0.25f);
    assertThat(near.getLimit()).isEqualTo(50);
    PrefetchQuery words = query.getPrefetch(1);
    assertThat(words.getUsing()).isEqualTo("words");
    assertThat(words.getQuery().getNearest().getDocument().getText())
        .isEqualTo("onde nasce o rio?");
    assertThat(words.getQuery().getNearest().getDocument().getModel()).isEqualTo("qdrant/bm25");
    assertThat(words.getQuery().getNearest().getDocument().getOptionsMap())
        .containsEntry("language", ValueFactory.value("pt"));
    assertThat(words.hasScoreThreshold()).isFalse();
    assertThat(near.getFilter()).isEqualTo(words.getFilter());
    assertThat(near.getFilter().getMust(0).getField().getKey()).isEqualTo("metadata.lang");
  }

  @Test
  void without_a_vector_the_words_are_asked_for_alone() {
    Found found =
        search(hybrid(), request(Uni.createFrom().failure(new IllegalStateException("no")), true));
    assertThat(found.degraded()).isEqualTo(Found.NO_VECTOR);
    QueryPoints query = fake.queries().element();
    assertThat(query.getUsing()).isEqualTo("words");
    assertThat(query.hasFilter()).isTrue();
  }

  @Test
  void vectors_are_asked_back_by_name_when_wanted() {
    search(hybrid(), request(Uni.createFrom().item(VECTOR), true));
    assertThat(fake.queries().element().getWithVectors().getInclude().getNamesList())
        .containsExactly("dense");
  }

  @Test
  void euclidean_distances_become_scores_nearest_first() {
    fake.behaving(
        (_, answer) -> {
          answer.onNext(
              QueryResponse.newBuilder().addResult(point(1, 0)).addResult(point(2, 3)).build());
          answer.onCompleted();
        });
    QdrantSource source = open("dense", Distance.EUCLIDEAN, 0.25, null);
    List<Passage> passages = search(source, request()).passages();
    assertThat(passages).extracting(Passage::rawScore).containsExactly(1.0, 0.25);
    assertThat(passages).extracting(Passage::signal).containsOnly(Signal.SCORE);
    assertThat(fake.queries().element().getScoreThreshold()).isEqualTo(3f);
  }

  @Test
  void key_goes_with_every_call() {
    search(hybrid(), request());
    Metadata.Key<String> key = Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER);
    assertThat(fake.headers())
        .hasSize(2)
        .allSatisfy(headers -> assertThat(headers.get(key)).isEqualTo("s3cr3t"));
  }

  @Test
  void deadline_of_the_request_is_that_of_the_call() {
    search(hybrid(), request());
    assertThat(fake.budgets().element()).isBetween(1L, 20_000L);
  }

  @Test
  void many_calls_share_one_connection_and_a_cancel_ends_its_own() {
    QdrantSource source = hybrid();
    search(source, request());
    fake.hanging();
    List<UniAssertSubscriber<Found>> waiting = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      waiting.add(
          source.search(request()).subscribe().withSubscriber(UniAssertSubscriber.create()));
    }
    QdrantFixture.eventually(() -> fake.open() == 100);
    assertThat(fake.connections()).isEqualTo(1);
    waiting.forEach(UniAssertSubscriber::cancel);
    QdrantFixture.eventually(() -> fake.open() == 0);
    assertThat(fake.cancelled()).isEqualTo(100);
    waiting.forEach(UniAssertSubscriber::assertNotTerminated);
    assertThat(fake.connections()).isEqualTo(1);
  }

  private static ScoredPoint point(long id, float score) {
    return ScoredPoint.newBuilder()
        .setId(PointIdFactory.id(id))
        .setScore(score)
        .putPayload("text", ValueFactory.value("text " + id))
        .build();
  }
}
