package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.guard.Deadline;
import dev.tributary.outbound.HttpAnswer;
import dev.tributary.outbound.HttpCaller;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.outbound.HttpRequest;
import dev.tributary.outbound.VertxHttpCallers;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Document;
import dev.tributary.source.Found;
import dev.tributary.source.LoadSettings;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WritableSettings;
import dev.tributary.source.http.JsonApi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * CPU time of a search of the kinds without the network: the answers of a real server are recorded
 * once and given again in this process. {@code bare} takes the same answers, two a search, and
 * parses them; what {@code source} takes more is what the kind costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class IndexCostBench {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int PASSAGES = 2_000;
  private static final int DIMENSIONS = 384;
  private static final int QUESTIONS = 50;
  private static final int LIMIT = 10;

  @Param({"OPENSEARCH", "ELASTICSEARCH"})
  private String kind = "";

  /** Whether the ranking wants the vectors of the passages. */
  @Param({"false", "true"})
  private boolean vectors;

  private final SearchRequest[] requests = new SearchRequest[QUESTIONS];
  private final List<Map<String, HttpAnswer>> recorded = new ArrayList<>();
  private @Nullable IndexSource source;
  private int next;

  @Setup
  public void record() throws Exception {
    Vertx vertx = Vertx.vertx();
    SearchServer.Product product = SearchServer.Product.valueOf(kind);
    URI url = SearchServer.shared(product);
    VertxHttpCallers wire = new VertxHttpCallers(vertx, List.of());
    try (IndexFixture indexes = new IndexFixture(product)) {
      Past.drop(url, "cost");
      Random random = new Random(1);
      fill(indexes.source(url, "cost", settings()), random);
      Arrays.setAll(requests, i -> request(i, vector(random), vectors));
      for (SearchRequest request : requests) {
        Map<String, HttpAnswer> answers = new ConcurrentHashMap<>();
        IndexSource real =
            source(
                product, (endpoint, settings) -> noting(wire.caller(endpoint, settings), answers));
        int found = real.search(request).await().atMost(LONG).passages().size();
        if (found != LIMIT || answers.size() != 3) {
          throw new IllegalStateException(product + " found " + found + " by " + answers.keySet());
        }
        recorded.add(answers);
      }
      Past.drop(url, "cost");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
    source = source(product, (_, _) -> (request, _) -> Uni.createFrom().item(replay(request)));
  }

  @Benchmark
  public Found source() {
    next = (next + 1) % QUESTIONS;
    return source.search(requests[next]).await().atMost(LONG);
  }

  @Benchmark
  public Object bare() throws IOException {
    next = (next + 1) % QUESTIONS;
    JsonNode lists =
        JsonApi.mapper().readTree(recorded.get(next).get("_msearch").body().getBytes());
    JsonNode hits = JsonApi.mapper().readTree(recorded.get(next).get("_search").body().getBytes());
    return lists.size() + hits.size();
  }

  private static IndexSource source(SearchServer.Product product, HttpCallers callers) {
    return IndexSource.of(
        product.kind,
        switch (product) {
          case OPENSEARCH -> new OpenSearchDialect();
          case ELASTICSEARCH -> new ElasticsearchDialect();
        },
        "bench",
        SearchServer.shared(product).toString(),
        Map.of(),
        IndexFixture.settings("cost", settings()),
        callers);
  }

  private static HttpCaller noting(HttpCaller wire, Map<String, HttpAnswer> answers) {
    return (request, deadline) ->
        wire.call(request, deadline).invoke(answer -> answers.put(last(request), answer));
  }

  private HttpAnswer replay(HttpRequest request) {
    return recorded.get(next).get(last(request));
  }

  private static String last(HttpRequest request) {
    return request.pathAndQuery().substring(request.pathAndQuery().lastIndexOf('/') + 1);
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
