package dev.tributary.source.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import dev.tributary.outbound.AddressRule;
import dev.tributary.source.Distance;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WordVectors;
import dev.tributary.source.WritableSettings;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.SearchParams;
import io.qdrant.client.grpc.PointsGrpc.PointsFutureStub;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sources over collections of one server, and their end. */
final class QdrantFixture implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(30);

  /** Outlives every test; its threads are daemons. */
  private static final Channels ADMIN = new Channels(new AddressRule(List.of()));

  final Channels channels = new Channels(new AddressRule(List.of()));
  private final List<QdrantSource> opened = new ArrayList<>();

  QdrantSource open(QdrantSettings settings) {
    QdrantSource source = new QdrantSource(settings, channels);
    opened.add(source);
    return source;
  }

  /** A source named {@code contract} that makes what is missing. */
  static StoreSettings store(@Nullable String model) {
    return new StoreSettings(
        "contract",
        new WritableSettings(model, null, 1_200, Optional.empty()),
        OptionalInt.empty(),
        true,
        StoreFields.DEFAULTS,
        SourceSettings.DEFAULTS);
  }

  /** Dense vectors without a name. */
  static QdrantSettings dense(URI url, String collection, StoreSettings store) {
    return settings(url, collection, store, "", Distance.COSINE, null);
  }

  /** Dense vectors with a name, and words. */
  static QdrantSettings hybrid(URI url, String collection, StoreSettings store) {
    return settings(
        url,
        collection,
        store,
        "dense",
        Distance.COSINE,
        new SparseVector("words", SparseVector.BM25, null));
  }

  static QdrantSettings settings(
      URI url,
      String collection,
      StoreSettings store,
      String vector,
      Distance distance,
      @Nullable SparseVector sparse) {
    return new QdrantSettings(
        store,
        target(url, System.getenv("TRIBUTARY_IT_QDRANT_API_KEY")),
        collection,
        vector,
        Optional.of(distance),
        sparse,
        null,
        null,
        SearchParams.getDefaultInstance(),
        new QdrantSettings.Creation(
            OptionalInt.empty(), OptionalInt.empty(), QdrantConfig.Quantization.NONE, Map.of()),
        4 * 1024 * 1024);
  }

  static QdrantTarget target(URI url, @Nullable String apiKey) {
    return new QdrantTarget(
        url.getHost(), url.getPort(), "https".equals(url.getScheme()), apiKey, null);
  }

  /** The same collection elsewhere. */
  static QdrantSettings with(QdrantSettings s, QdrantTarget target) {
    return new QdrantSettings(
        s.store(),
        target,
        s.collection(),
        s.vector(),
        s.distance(),
        s.sparse(),
        s.threshold(),
        s.readConsistency(),
        s.params(),
        s.creation(),
        s.maxBody());
  }

  /** A collection that is as configured. */
  static CollectionParams shape(QdrantSettings settings, int dimensions) {
    VectorParams vector =
        VectorParams.newBuilder()
            .setSize(dimensions)
            .setDistance(CollectionShape.wireName(settings.distance().orElseThrow()))
            .build();
    CollectionParams.Builder params =
        CollectionParams.newBuilder()
            .setVectorsConfig(
                VectorsConfig.newBuilder()
                    .setParamsMap(VectorParamsMap.newBuilder().putMap(settings.vector(), vector)));
    if (settings.sparse() != null) {
      params.setSparseVectorsConfig(
          SparseVectorConfig.newBuilder()
              .putMap(settings.sparse().name(), SparseVectorParams.getDefaultInstance()));
    }
    return params.build();
  }

  /** Removes a collection, past every source. */
  static void drop(URI url, String collection) {
    DeleteCollection request = DeleteCollection.newBuilder().setCollectionName(collection).build();
    try (QdrantConnection connection = admin(url)) {
      connection
          .collections(QdrantWriting.deadline(), stub -> stub.delete(request))
          .await()
          .atMost(LONG);
    }
  }

  /** Changes points, past every source. */
  static <T> void admin(URI url, Function<PointsFutureStub, ListenableFuture<T>> call) {
    try (QdrantConnection connection = admin(url)) {
      connection.points(QdrantWriting.deadline(), call).await().atMost(LONG);
    }
  }

  private static QdrantConnection admin(URI url) {
    return new QdrantConnection(dense(url, "any", store(WordVectors.MODEL)), ADMIN);
  }

  static void eventually(BooleanSupplier holds) {
    for (int i = 0; i < 1_000 && !holds.getAsBoolean(); i++) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(holds.getAsBoolean()).as("within ten seconds").isTrue();
  }

  boolean isTouched() {
    return opened.stream().anyMatch(QdrantSource::isOpen);
  }

  @Override
  public void close() {
    opened.forEach(QdrantSource::close);
    channels.close();
  }
}
