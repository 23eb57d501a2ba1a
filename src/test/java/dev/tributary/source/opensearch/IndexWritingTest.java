package dev.tributary.source.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.outbound.HttpRequest;
import dev.tributary.source.http.StubApi;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IndexWritingTest {
  private static final String MAPPING =
      """
      {"wiki":{"mappings":{"properties":{"text":{"type":"text"},"document":{"type":"keyword"},
       "content_hash":{"type":"keyword"},"filter_terms":{"type":"keyword"},
       "chunk":{"type":"integer"},"vector":{"type":"knn_vector","dimension":64}}}}}\
      """;

  private final Queue<Boolean> onEventLoop = new ConcurrentLinkedQueue<>();

  /** Hundreds of vectors as JSON take milliseconds. */
  @Test
  void no_event_loop_builds_what_is_written() throws Exception {
    try (StubApi fake = StubApi.start();
        IndexFixture indexes = new IndexFixture(SearchServer.Product.OPENSEARCH)) {
      fake.behave(IndexWritingTest::answer);
      IndexSettings settings = IndexFixture.settings("wiki", IndexDocuments.settings());
      List<String> texts = IntStream.range(0, 250).mapToObj(i -> "text " + i).toList();
      indexes
          .source(fake.uri(), Map.of(), settings, this::watch)
          .write(List.of(IndexDocuments.chunked("long", texts)))
          .await()
          .atMost(IndexFixture.LONG);
    }
    assertThat(new ArrayList<>(onEventLoop)).containsExactly(false, false, false, false);
  }

  private void watch(HttpRequest request) {
    if (request.pathAndQuery().endsWith("/_bulk")) {
      onEventLoop.add(Context.isOnEventLoopThread());
    }
  }

  private static void answer(HttpServerRequest request) {
    String answer =
        switch (request.path().substring(request.path().lastIndexOf('/') + 1)) {
          case "_mapping" -> MAPPING;
          case "_search" -> "{\"hits\":{\"hits\":[]}}";
          case "_bulk" -> "{\"errors\":false,\"items\":[]}";
          default -> "{}";
        };
    request.response().end(answer);
  }
}
