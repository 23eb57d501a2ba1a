package dev.tributary.source.qdrant;

import dev.tributary.outbound.AddressRule;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.Source;
import dev.tributary.source.StagedRehearsal;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.CollectionsGrpc.CollectionsImplBase;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.PointsGrpc.PointsImplBase;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A collection of ten points behind gRPC, and a source over it, configured like any other. */
@Singleton
class QdrantRehearsal extends StagedRehearsal {
  private static final int HITS = 10;

  private final AddressRule rule;
  private @Nullable Server stub;
  private @Nullable QdrantKind kind;

  QdrantRehearsal(QdrantConfig config, AddressRule rule) {
    super(!config.sources().isEmpty());
    this.rule = rule;
  }

  @Override
  protected Source set() throws IOException {
    Server server = listen();
    stub = server;
    QdrantKind made = new QdrantKind(configured(server.getPort()), rule);
    kind = made;
    return made.sources().getFirst();
  }

  @Override
  protected void clear() {
    if (kind != null) {
      kind.close();
    }
    if (stub != null) {
      stub.shutdownNow();
    }
  }

  private static QdrantConfig configured(int port) {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    Map<String, String> keys = Map.of("url", "http://" + host + ":" + port);
    return Rehearsal.config(QdrantConfig.class, QdrantConfig.PREFIX, keys);
  }

  private static Server listen() throws IOException {
    QueryResponse found = found();
    GetCollectionInfoResponse described = described();
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .directExecutor()
        .addService(
            new PointsImplBase() {
              @Override
              public void query(QueryPoints query, StreamObserver<QueryResponse> answer) {
                answer.onNext(found);
                answer.onCompleted();
              }
            })
        .addService(
            new CollectionsImplBase() {
              @Override
              public void get(
                  GetCollectionInfoRequest request,
                  StreamObserver<GetCollectionInfoResponse> answer) {
                answer.onNext(described);
                answer.onCompleted();
              }
            })
        .build()
        .start();
  }

  private static GetCollectionInfoResponse described() {
    CollectionInfo.Builder collection = CollectionInfo.newBuilder();
    collection
        .getConfigBuilder()
        .getParamsBuilder()
        .getVectorsConfigBuilder()
        .getParamsBuilder()
        .setSize(DIMENSIONS)
        .setDistance(Distance.Cosine);
    return GetCollectionInfoResponse.newBuilder().setResult(collection).build();
  }

  static QueryResponse found() {
    QueryResponse.Builder answer = QueryResponse.newBuilder();
    DenseVector vector =
        DenseVector.newBuilder().addAllData(Collections.nCopies(DIMENSIONS, 0.05f)).build();
    for (int i = 0; i < HITS; i++) {
      Map<String, Object> payload =
          Map.of(
              "document",
              "d" + i,
              "chunk",
              -1,
              "title",
              "Passage " + i,
              "text",
              "What a rehearsal says is heard by nobody. ".repeat(HITS),
              "metadata",
              Map.of("year", 2026));
      answer
          .addResultBuilder()
          .setId(PointIdFactory.id(i))
          .setScore(1f / (i + 1))
          .putAllPayload(Payloads.write(payload))
          .getVectorsBuilder()
          .getVectorBuilder()
          .setDense(vector);
    }
    return answer.build();
  }
}
