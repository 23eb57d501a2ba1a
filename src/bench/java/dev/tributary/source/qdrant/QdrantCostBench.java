package dev.tributary.source.qdrant;

import com.sun.management.OperatingSystemMXBean;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.source.SearchRequest;
import io.grpc.netty.NettyChannelBuilder;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.PointsGrpc.PointsFutureStub;
import io.smallrye.mutiny.Uni;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * What a search of the kind costs over the bare client: the processor's microseconds of this
 * process for a call, and the median of its time. Both ask a fake of a server in this very process,
 * which answers with ten passages of 1,000 characters; the bare client sends a request that is
 * ready and reads no point of the answer.
 */
public final class QdrantCostBench {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int DIMENSIONS = 384;
  private static final int ROUNDS = 9;
  private static final int CALLS = 4_000;
  private static final int LIMIT = 10;
  private static final OperatingSystemMXBean CPU =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private QdrantCostBench() {}

  private interface Call {
    void make() throws Exception;
  }

  private record Cost(double cpuMicros, double medianMicros) {}

  public static void main(String[] arguments) throws Exception {
    try (FakeQdrant fake = FakeQdrant.start();
        QdrantFixture qdrant = new QdrantFixture();
        QdrantGrpcClient client =
            QdrantGrpcClient.newBuilder(
                    NettyChannelBuilder.forAddress("127.0.0.1", fake.port())
                        .usePlaintext()
                        .directExecutor()
                        .build(),
                    true,
                    false)
                .build()) {
      QdrantSettings settings =
          QdrantFixture.hybrid(fake.url(), "cost", QdrantFixture.store("by-chance"));
      QueryResponse answer = answer();
      fake.holding(QdrantFixture.shape(settings, DIMENSIONS))
          .behaving(
              (_, observer) -> {
                observer.onNext(answer);
                observer.onCompleted();
              });
      QdrantSource source = qdrant.open(settings);
      SearchRequest request = request();
      source.search(request).await().atMost(LONG);
      QueryPoints ready = fake.queries().element();
      Call ours = () -> source.search(request).await().atMost(LONG).passages().size();
      Call bare = () -> bare(client.points(), ready);
      List<Cost> our = new ArrayList<>();
      List<Cost> bares = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        our.add(cost(ours, fake));
        bares.add(cost(bare, fake));
      }
      print("bare client", best(bares));
      print("qdrant", best(our));
      System.out.printf(
          "more: %.0f µs CPU, %.0f µs at the median%n",
          best(our).cpuMicros - best(bares).cpuMicros,
          best(our).medianMicros - best(bares).medianMicros);
    }
  }

  private static void bare(PointsFutureStub stub, QueryPoints query) throws Exception {
    stub.withDeadlineAfter(LONG.toSeconds(), TimeUnit.SECONDS)
        .query(query)
        .get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  private static Cost cost(Call call, FakeQdrant fake) throws Exception {
    long[] took = new long[CALLS];
    long cpu = CPU.getProcessCpuTime();
    for (int i = 0; i < CALLS; i++) {
      long start = System.nanoTime();
      call.make();
      took[i] = System.nanoTime() - start;
    }
    double micros = (CPU.getProcessCpuTime() - cpu) / 1e3 / CALLS;
    fake.forget();
    Arrays.sort(took);
    return new Cost(micros, took[CALLS / 2] / 1e3);
  }

  /** The least of the rounds: what the machine does beside them only adds. */
  private static Cost best(List<Cost> rounds) {
    return new Cost(
        rounds.stream().mapToDouble(Cost::cpuMicros).min().orElseThrow(),
        rounds.stream().mapToDouble(Cost::medianMicros).min().orElseThrow());
  }

  private static void print(String name, Cost cost) {
    System.out.printf(
        "%-12s %5.0f µs CPU a call, median %5.0f µs%n", name, cost.cpuMicros, cost.medianMicros);
  }

  private static SearchRequest request() {
    Random random = new Random(1);
    float[] values = new float[DIMENSIONS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new SearchRequest(
        new Question("what is said of rivers and of those that join them"),
        LIMIT,
        null,
        Deadline.after(Duration.ofHours(1)),
        Uni.createFrom().item(new Vector("by-chance", values)),
        false);
  }

  private static QueryResponse answer() {
    QueryResponse.Builder answer = QueryResponse.newBuilder();
    for (int i = 0; i < LIMIT; i++) {
      Map<String, Object> payload =
          Map.of(
              "document",
              "d" + i,
              "chunk",
              -1,
              "content_hash",
              "0123456789abcdef",
              "title",
              "Title " + i,
              "url",
              "https://example.org/" + i,
              "text",
              "What is said of rivers. ".repeat(42),
              "language",
              "en",
              "metadata",
              Map.of("year", 2000 + i, "lang", "en", "nr", i));
      answer.addResult(
          ScoredPoint.newBuilder()
              .setId(PointIdFactory.id(UUID.nameUUIDFromBytes(new byte[] {(byte) i})))
              .setScore(1f / (i + 60))
              .putAllPayload(Payloads.write(payload)));
    }
    return answer.build();
  }
}
