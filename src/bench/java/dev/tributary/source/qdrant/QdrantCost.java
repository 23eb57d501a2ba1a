package dev.tributary.source.qdrant;

import dev.tributary.bench.CostCase;
import dev.tributary.outbound.AddressRule;
import dev.tributary.source.Source;
import dev.tributary.source.SourceSettings;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.VectorOutput;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A fake of a server in this process, which answers with ten points; the bare client sends a
 * request that is ready and reads no point of the answer.
 */
public final class QdrantCost implements CostCase {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final FakeQdrant fake = FakeQdrant.start();
  private final QdrantFixture qdrant = new QdrantFixture();
  private final QdrantSource source;
  private final QdrantGrpcClient client;
  private final QueryPoints ready;

  /**
   * @param vectors whether the vectors of the hits are asked for
   */
  public QdrantCost(boolean vectors) throws Exception {
    URI url = fake.url();
    QdrantSettings settings =
        QdrantFixture.hybrid(url, "cost", QdrantFixture.store("minilm-l6-v2-q"));
    QueryResponse answer = answer(settings.vector(), vectors);
    fake.holding(QdrantFixture.shape(settings, QdrantRehearsal.DIMENSIONS));
    source = qdrant.open(settings);
    // Of the same threads as the source's: those of a fake are left out by their names.
    Channels channels = new Channels(new AddressRule(List.of()));
    client =
        QdrantGrpcClient.newBuilder(
                channels.open(settings.target(), SourceSettings.DEFAULTS.waitTime(), 1 << 22),
                true,
                false)
            .build();
    QueryPoints[] seen = new QueryPoints[1];
    fake.behaving(
        (query, observer) -> {
          seen[0] = query;
          observer.onNext(answer);
          observer.onCompleted();
        });
    source.search(request(vectors)).await().atMost(LONG);
    ready = seen[0];
    fake.behaving(
        (_, observer) -> {
          fake.forget();
          observer.onNext(answer);
          observer.onCompleted();
        });
  }

  private static QueryResponse answer(String name, boolean vectors) {
    QueryResponse.Builder answer = QdrantRehearsal.found().toBuilder();
    for (ScoredPoint.Builder point : answer.getResultBuilderList()) {
      VectorOutput vector = point.getVectors().getVector();
      point.clearVectors();
      if (vectors) {
        point.getVectorsBuilder().getVectorsBuilder().putVectors(name, vector);
      }
    }
    return answer.build();
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public Object bare() throws Exception {
    return client
        .points()
        .withDeadlineAfter(LONG.toSeconds(), TimeUnit.SECONDS)
        .query(ready)
        .get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    client.close();
    qdrant.close();
    fake.close();
  }
}
