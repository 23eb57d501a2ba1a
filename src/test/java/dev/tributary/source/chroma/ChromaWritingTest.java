package dev.tributary.source.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.outbound.HttpCaller;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.outbound.VertxHttpCallers;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Document;
import dev.tributary.source.WordVectors;
import dev.tributary.source.http.JsonApi;
import dev.tributary.source.http.StubApi;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChromaWritingTest {
  private final Queue<Boolean> onEventLoop = new ConcurrentLinkedQueue<>();

  /** Hundreds of vectors as JSON take milliseconds. */
  @Test
  void no_event_loop_builds_what_is_written() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (StubApi fake = StubApi.start()) {
      fake.behave(ChromaWritingTest::answer);
      ChromaSource source = source(fake, new VertxHttpCallers(vertx, List.of()));
      source.write(List.of(document("first", 1))).await().atMost(Duration.ofSeconds(30));
      onEventLoop.clear();
      source.write(List.of(document("long", 600))).await().atMost(Duration.ofSeconds(30));
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
    assertThat(new ArrayList<>(onEventLoop)).containsExactly(false, false, false);
  }

  private ChromaSource source(StubApi fake, HttpCallers callers) {
    HttpCallers watched =
        (endpoint, settings) -> {
          HttpCaller caller = callers.caller(endpoint, settings);
          return (request, deadline) -> {
            if (request.pathAndQuery().endsWith("/upsert")) {
              onEventLoop.add(Context.isOnEventLoopThread());
            }
            return caller.call(request, deadline);
          };
        };
    JsonApi api =
        JsonApi.withVectors(
            "keys",
            fake.uri().toString(),
            Map.of(),
            ChromaStores.settings().source(),
            watched,
            ChromaClient.ERRORS);
    return new ChromaSource(
        ChromaKind.flat(ChromaStores.settings()),
        new ChromaClient(api, "tenant", "database", "rivers", Optional.empty()));
  }

  private static void answer(HttpServerRequest request) {
    String answer =
        switch (request.path().substring(request.path().lastIndexOf('/') + 1)) {
          case "get" -> "{\"ids\":[]}";
          case "upsert" -> "{}";
          default -> "{\"id\":\"1\",\"dimension\":64}";
        };
    request.response().end(answer);
  }

  private static ChunkedDocument document(String id, int chunks) {
    return new ChunkedDocument(
        new Document(id, null, null, "text", "en", Map.of()),
        "hash",
        IntStream.range(0, chunks)
            .mapToObj(i -> new ChunkedDocument.Chunk("text " + i, WordVectors.of("text " + i)))
            .toList());
  }
}
