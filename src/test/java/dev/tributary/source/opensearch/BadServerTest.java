package dev.tributary.source.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import dev.tributary.source.http.StubApi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fake on the wire, where no real server can be made to behave so. */
class BadServerTest {
  private static final Duration LONG = IndexFixture.LONG;
  private static final String SECRET = "c2VjcmV0";

  private static final String MAPPING =
      """
      {"wiki":{"mappings":{"properties":{"text":{"type":"text"},
       "vector":{"type":"knn_vector","dimension":2,"method":{"space_type":"cosinesimil"}}}}}}\
      """;

  private static final String HITS =
      """
      {"timed_out":false,"_shards":{"failed":0},"hits":{"hits":[
       {"_index":"wiki","_id":"a","_score":1.5,"_source":{"document":"a","text":"a text"}}]}}\
      """;

  private static final String NO_HITS = "{\"_shards\":{\"failed\":0},\"hits\":{\"hits\":[]}}";
  private static final String FULL =
      """
      {"error":{"type":"es_rejected_execution_exception","reason":"queue full"},"status":429}\
      """;

  private final StubApi api = StubApi.start();
  private final IndexFixture indexes = new IndexFixture(SearchServer.Product.OPENSEARCH);

  @AfterEach
  void close() throws Exception {
    Deadline deadline = Deadline.after(LONG);
    while (api.openCalls() > 0 && !deadline.isOver()) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(api.openCalls()).as("calls that were left behind").isZero();
    indexes.close();
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "401, AUTH",
    "403, AUTH",
    "429, OVERLOADED",
    "500, UNAVAILABLE",
    "502, UNAVAILABLE",
    "503, OVERLOADED",
    "504, TIMEOUT",
    "404, BAD_REQUEST",
  })
  void status_says_what_kind_of_failure_it_is(int status, ErrorKind kind) {
    api.answer(
        status,
        "application/json",
        Buffer.buffer("{\"error\":\"no, not with ApiKey " + SECRET + "\",\"status\":1}"));
    assertFails(search(), kind, "no, not with");
    assertFails(source(api.uri()).check(), kind, String.valueOf(status));
  }

  @ParameterizedTest
  @CsvSource({
    "'', an empty body",
    "<html>welcome</html>, HTML",
    "'{\"wiki\":', only the beginning",
  })
  void garbage_is_no_protocol(String body, String said) {
    api.answer(body);
    assertFails(search(), ErrorKind.PROTOCOL, said);
  }

  @ParameterizedTest
  @CsvSource({
    "{}",
    "'{\"responses\":[]}'",
    "'{\"responses\":[{\"hits\":{}},{\"hits\":{}}]}'",
    "[1]",
  })
  void answer_that_is_no_search_is_no_protocol(String body) {
    searchAnswers(body);
    assertFails(search(), ErrorKind.PROTOCOL, "not its protocol");
  }

  @Test
  void answer_beyond_the_cap_is_cut_off() {
    api.behave(
        request ->
            request.response().putHeader("Content-Length", "100000000").write(Buffer.buffer("{")));
    assertFails(search(), ErrorKind.PROTOCOL, "127.0.0.1");
  }

  @Test
  void endless_answer_is_cut_off() {
    Buffer block = Buffer.buffer(new byte[1 << 20]);
    api.behave(
        request -> {
          request.response().setChunked(true);
          api.vertx()
              .setPeriodic(
                  1,
                  timer -> {
                    if (request.response().closed()) {
                      api.vertx().cancelTimer(timer);
                    } else {
                      request.response().write(block);
                    }
                  });
        });
    assertFails(search(), ErrorKind.PROTOCOL, "127.0.0.1");
  }

  @Test
  void tls_to_a_plain_port_is_unavailable() {
    Uni<Found> search =
        source(URI.create("https://127.0.0.1:" + api.uri().getPort())).search(request());
    assertFails(search, ErrorKind.UNAVAILABLE, "TLS");
  }

  @ParameterizedTest
  @CsvSource({"'\"timed_out\":true,\"_shards\":{\"failed\":0}'", "'\"_shards\":{\"failed\":2}'"})
  void answer_of_some_shards_is_not_whole(String head) {
    String some = "{" + head + ",\"hits\":{\"hits\":[]}}";
    searchAnswers("{\"responses\":[" + some + "," + NO_HITS + "]}");
    assertThat(await(search()).degraded()).isEqualTo(Found.PARTIAL);
  }

  @Test
  void one_of_two_searches_is_a_part_of_the_answer() {
    searchAnswers("{\"responses\":[" + HITS + "," + FULL + "]}");
    Found found = await(search());
    assertThat(found.passages()).extracting(Passage::text).containsExactly("a text");
    assertThat(found.degraded()).isEqualTo(Found.PARTIAL);
  }

  @Test
  void two_failed_searches_are_none() {
    searchAnswers("{\"responses\":[" + FULL + "," + FULL + "]}");
    assertFails(search(), ErrorKind.OVERLOADED, "queue full");
  }

  @Test
  void search_that_is_wrong_fails_whatever_the_other_found() {
    searchAnswers(
        "{\"responses\":["
            + HITS
            + ",{\"error\":{\"type\":\"x\",\"reason\":\"bad k\"},\"status\":400}]}");
    assertFails(search(), ErrorKind.BAD_REQUEST, "bad k");
  }

  /** A cluster refuses to give more than 10,000 hits of a search. */
  @Test
  void no_more_documents_are_fetched_than_wanted_however_many_indexes_an_alias_leads_to() {
    StringBuilder indexes = new StringBuilder("{");
    for (int i = 0; i < 10_001; i++) {
      indexes.append(i == 0 ? "" : ",").append("\"day-").append(i).append("\":{}");
    }
    String mapping = indexes.append(",").append(MAPPING.substring(1)).toString();
    api.behave(
        request ->
            request
                .response()
                .end(
                    switch (last(request)) {
                      case "_mapping" -> mapping;
                      case "_msearch" -> "{\"responses\":[" + HITS + "," + NO_HITS + "]}";
                      default -> HITS;
                    }));
    assertThat(await(search()).passages()).hasSize(1);
    assertThat(api.lastSeen().body())
        .contains("\"size\":1,")
        .contains("{\"term\":{\"_index\":\"wiki\"}}");
  }

  /** The mapping as it should be, the list of {@code _msearch} as given, documents by id. */
  private void searchAnswers(String msearch) {
    api.behave(
        request ->
            request
                .response()
                .putHeader("Content-Type", "application/json")
                .end(
                    switch (last(request)) {
                      case "_mapping" -> MAPPING;
                      case "_msearch" -> msearch;
                      default -> HITS;
                    }));
  }

  private static String last(HttpServerRequest request) {
    return request.path().substring(request.path().lastIndexOf('/') + 1);
  }

  private Uni<Found> search() {
    return source(api.uri()).search(request());
  }

  private IndexSource source(URI url) {
    return indexes.source(
        url,
        Map.of("Authorization", "ApiKey " + SECRET),
        new AtomicInteger(),
        IndexFixture.settings(
            "wiki", IndexDocuments.settings(false, "model", null, StoreFields.DEFAULTS)));
  }

  private static SearchRequest request() {
    return new SearchRequest(
        new Question("river"),
        5,
        null,
        Deadline.after(Duration.ofSeconds(10)),
        Uni.createFrom().item(new Vector("model", new float[] {1, 0})),
        false);
  }

  private static Found await(Uni<Found> search) {
    return search.await().atMost(LONG);
  }

  private static void assertFails(Uni<?> call, ErrorKind kind, String said) {
    assertThatThrownBy(() -> call.await().atMost(LONG))
        .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(said)
        .hasMessageNotContaining(SECRET);
  }
}
