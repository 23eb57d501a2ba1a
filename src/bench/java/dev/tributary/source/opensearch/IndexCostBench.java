package dev.tributary.source.opensearch;

import com.sun.management.OperatingSystemMXBean;
import dev.tributary.guard.Deadline;
import dev.tributary.outbound.HttpCaller;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.outbound.HttpRequest;
import dev.tributary.outbound.VertxHttpCallers;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Document;
import dev.tributary.source.LoadSettings;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WritableSettings;
import dev.tributary.source.http.JsonApi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * What a search of the kinds costs over the bare client: the processor's microseconds of this
 * process for a call, and the median of its time, against a real server. The bare client sends the
 * requests that a search of the source had sent before, ready as bytes, and parses the answers.
 */
public final class IndexCostBench {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int PASSAGES = 2_000;
  private static final int DIMENSIONS = 384;
  private static final int ROUNDS = 5;
  private static final int CALLS = 500;
  private static final int QUESTIONS = 50;
  private static final int LIMIT = 10;
  private static final OperatingSystemMXBean CPU =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private IndexCostBench() {}

  private interface Call {
    void make(int number) throws Exception;
  }

  private record Cost(double cpuMicros, double medianMicros) {}

  public static void main(String[] arguments) throws Exception {
    for (SearchServer.Product product : SearchServer.Product.values()) {
      for (boolean vectors : new boolean[] {false, true}) {
        measure(product, vectors);
      }
    }
    // The servers of the tests end with this process.
    System.exit(0);
  }

  private static void measure(SearchServer.Product product, boolean vectors) throws Exception {
    Vertx vertx = Vertx.vertx();
    ConcurrentLinkedQueue<HttpRequest> sent = new ConcurrentLinkedQueue<>();
    HttpCallers callers = new VertxHttpCallers(vertx, List.of());
    HttpCaller caller =
        callers.caller(SearchServer.shared(product), HttpCallers.Settings.forPermits(32));
    URI url = SearchServer.shared(product);
    try (IndexFixture indexes = new IndexFixture(product)) {
      IndexSource source = indexes.source(url, "cost", settings());
      Past.drop(url, "cost");
      Random random = new Random(1);
      fill(source, random);
      SearchRequest[] requests = new SearchRequest[QUESTIONS];
      Arrays.setAll(requests, i -> request(i, vector(random), vectors));
      List<List<HttpRequest>> recorded = record(product, indexes, url, requests, sent);
      List<Cost> ours = new ArrayList<>();
      List<Cost> bares = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        ours.add(cost(i -> source.search(requests[i % QUESTIONS]).await().atMost(LONG)));
        bares.add(cost(i -> bare(caller, recorded.get(i % QUESTIONS))));
      }
      Past.drop(url, "cost");
      print("bare client", best(bares));
      print(product.kind + (vectors ? " with vectors" : ""), best(ours));
      System.out.printf(
          "more: %.0f µs CPU, %.0f µs at the median%n",
          best(ours).cpuMicros - best(bares).cpuMicros,
          best(ours).medianMicros - best(bares).medianMicros);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  /** What each search sends: its mapping is known by then. */
  private static List<List<HttpRequest>> record(
      SearchServer.Product product,
      IndexFixture indexes,
      URI url,
      SearchRequest[] requests,
      ConcurrentLinkedQueue<HttpRequest> sent) {
    IndexSource source =
        indexes.source(url, Map.of(), IndexFixture.settings("cost", settings()), sent::add);
    source.check().await().atMost(LONG);
    List<List<HttpRequest>> recorded = new ArrayList<>();
    for (SearchRequest request : requests) {
      sent.clear();
      int found = source.search(request).await().atMost(LONG).passages().size();
      if (found != LIMIT || sent.size() != 2) {
        throw new IllegalStateException(product + " found " + found + " by " + sent.size());
      }
      recorded.add(List.copyOf(sent));
    }
    return recorded;
  }

  private static void bare(HttpCaller caller, List<HttpRequest> requests) throws Exception {
    for (HttpRequest request : requests) {
      byte[] body =
          caller.call(request, Deadline.after(LONG)).await().atMost(LONG).body().getBytes();
      if (JsonApi.mapper().readTree(body).has("error")) {
        throw new IllegalStateException(new String(body, StandardCharsets.UTF_8));
      }
    }
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
        "%-26s %5.0f µs CPU a call, median %5.0f µs%n", name, cost.cpuMicros, cost.medianMicros);
  }

  private static StoreSettings settings() {
    return new StoreSettings(
        "cost",
        new WritableSettings("by-chance", null, LoadSettings.DEFAULT_CHUNK_SIZE, Optional.empty()),
        OptionalInt.of(DIMENSIONS),
        true,
        StoreFields.DEFAULTS,
        SourceSettings.DEFAULTS);
  }

  private static SearchRequest request(int number, Vector vector, boolean vectors) {
    return new SearchRequest(
        new Question("what is said of word" + number + " and word" + (number + 1)),
        LIMIT,
        null,
        Deadline.after(Duration.ofHours(1)),
        Uni.createFrom().item(vector),
        vectors);
  }

  private static void fill(IndexSource source, Random random) {
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
