package dev.tributary.source.pgvector;

import com.sun.management.OperatingSystemMXBean;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.postgres.PostgresAddress;
import dev.tributary.postgres.Statement;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Document;
import dev.tributary.source.LoadSettings;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WritableSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * What a search of the kind costs over the bare client: the processor's microseconds of this
 * process for a call, and the median of its time. The bare client sends the same statements on one
 * connection, pipelined, and reads no row. The table is small, so that the server's time does not
 * hide the client's.
 */
public final class PgvectorCostBench {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int PASSAGES = 200;
  private static final int DIMENSIONS = 384;
  private static final int ROUNDS = 8;
  private static final int CALLS = 2_000;
  private static final int LIMIT = 10;
  private static final OperatingSystemMXBean CPU =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private PgvectorCostBench() {}

  private interface Call {
    void make(int number) throws Exception;
  }

  private record Cost(double cpuMicros, double medianMicros) {}

  public static void main(String[] arguments) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (PgvectorFixture tables = new PgvectorFixture()) {
      String table = "cost";
      PgvectorSource source = tables.open(table, settings());
      Random random = new Random(1);
      fill(source, random);
      SearchRequest[] requests = new SearchRequest[50];
      Arrays.setAll(requests, i -> request(i, vector(random)));
      TableShape shape = shape(tables, table);
      TableSearch sql = new TableSearch(shape);
      PgConnection connection = connect(vertx, tables.address);
      Call ours =
          i -> source.search(requests[i % requests.length]).await().atMost(LONG).passages().size();
      Call bare = i -> bare(connection, sql, requests[i % requests.length]);
      List<Cost> our = new ArrayList<>();
      List<Cost> bares = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        our.add(cost(ours));
        bares.add(cost(bare));
      }
      tables.drop(table);
      print("bare client", best(bares));
      print("pgvector", best(our));
      System.out.printf(
          "more: %.0f µs CPU, %.0f µs at the median%n",
          best(our).cpuMicros - best(bares).cpuMicros,
          best(our).medianMicros - best(bares).medianMicros);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  private static void bare(PgConnection connection, TableSearch sql, SearchRequest request)
      throws Exception {
    Statement words = sql.byWords("search", request.question().text(), null, 50, false);
    Vector question = request.vector().await().atMost(LONG);
    Statement near = sql.byVector(question, null, 50, false);
    var begun =
        connection
            .query(
                "BEGIN READ ONLY; SET LOCAL statement_timeout = 10000; SET LOCAL hnsw.ef_search ="
                    + " 100; SET LOCAL hnsw.iterative_scan = strict_order")
            .execute();
    var first = connection.preparedQuery(words.sql()).execute(words.rows().getFirst());
    var second = connection.preparedQuery(near.sql()).execute(near.rows().getFirst());
    var ended = connection.query("ROLLBACK").execute();
    Future.all(begun, first, second, ended)
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  private static Cost cost(Call call) throws Exception {
    long[] took = new long[CALLS];
    long cpu = CPU.getProcessCpuTime();
    for (int i = 0; i < CALLS; i++) {
      long start = System.nanoTime();
      call.make(i);
      took[i] = System.nanoTime() - start;
    }
    double micros = (CPU.getProcessCpuTime() - cpu) / 1e3 / CALLS;
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

  private static TableShape shape(PgvectorFixture tables, String table) {
    PgvectorSettings settings = PgvectorFixture.settings(tables.address, table, settings());
    return TableShape.of(settings, tables.clients.run(tables.address, TableShape.query(settings)));
  }

  private static PgConnection connect(Vertx vertx, PostgresAddress address) throws Exception {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(address.host())
            .setPort(address.port())
            .setDatabase(address.database())
            .setUser(address.user())
            .setPassword(address.password().orElse(""))
            .setCachePreparedStatements(true);
    return PgConnection.connect(vertx, options)
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  private static StoreSettings settings() {
    return new StoreSettings(
        "cost",
        new WritableSettings("by-chance", "en", LoadSettings.DEFAULT_CHUNK_SIZE, Optional.empty()),
        OptionalInt.of(DIMENSIONS),
        true,
        StoreFields.DEFAULTS,
        SourceSettings.DEFAULTS);
  }

  private static SearchRequest request(int number, Vector vector) {
    return new SearchRequest(
        new Question("what is said of word" + number + " and word" + (number + 1)),
        LIMIT,
        null,
        Deadline.after(Duration.ofHours(1)),
        Uni.createFrom().item(vector),
        false);
  }

  private static void fill(PgvectorSource source, Random random) {
    List<ChunkedDocument> batch = new ArrayList<>();
    for (int i = 0; i < PASSAGES; i++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < 1_000) {
        text.append("word").append(random.nextInt(500)).append(' ');
      }
      Map<String, Object> metadata = Map.of("year", 2000 + i % 25, "lang", "en", "nr", i);
      batch.add(
          new ChunkedDocument(
              new Document("d" + i, "Title " + i, null, text.toString(), "en", metadata),
              "hash",
              List.of(new ChunkedDocument.Chunk(text.toString(), vector(random)))));
    }
    source.write(batch).await().atMost(LONG);
  }

  private static Vector vector(Random random) {
    float[] values = new float[DIMENSIONS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Vector("by-chance", values);
  }
}
