package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.Deadline;
import dev.tributary.outbound.VertxHttpCallers;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.SourceSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JsonApiTest {
  private static final JsonNode ONE = JsonNodeFactory.instance.objectNode().put("a", 1);

  private final StubApi stub = StubApi.start();
  private final Vertx vertx = Vertx.vertx();
  private final JsonApi api = api(stub.uri() + "/store/", Map.of("X-Key", "Bearer s3cr3t"));

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    stub.close();
  }

  @Test
  void call_stands_below_the_path_of_the_url_and_carries_the_headers() {
    stub.answer("{\"found\":true}");
    JsonNode answer = await(api.call("POST", "/search?n=1", ONE, soon()));
    assertThat(answer.path("found").asBoolean()).isTrue();
    StubApi.Seen seen = stub.lastSeen();
    assertThat(seen.method() + " " + seen.uri()).isEqualTo("POST /store/search?n=1");
    assertThat(seen.body()).isEqualTo("{\"a\":1}");
    assertThat(seen.headers().get("X-Key")).isEqualTo("Bearer s3cr3t");
    assertThat(seen.headers().get("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void lines_are_one_tree_each() {
    stub.answer("{}");
    await(api.lines("POST", "/_bulk", List.of(ONE, ONE), soon()));
    assertThat(stub.lastSeen().body()).isEqualTo("{\"a\":1}\n{\"a\":1}\n");
    assertThat(stub.lastSeen().headers().get("Content-Type")).isEqualTo("application/x-ndjson");
  }

  @Test
  void store_is_not_made_to_compress_unless_the_operator_says_so() {
    stub.answer("{}");
    await(api.call("GET", "/", null, soon()));
    assertThat(stub.lastSeen().headers().getAll("Accept-Encoding")).containsExactly("identity");
    await(api(stub.uri() + "", Map.of("accept-encoding", "gzip")).call("GET", "/", null, soon()));
    assertThat(stub.lastSeen().headers().getAll("Accept-Encoding")).containsExactly("gzip");
  }

  @Test
  void success_without_a_body_is_enough_where_nothing_is_read() {
    stub.answer(204, "text/plain", Buffer.buffer());
    await(api.tell("DELETE", "/one", null, soon()));
    assertThat(stub.lastSeen().headers().contains("Content-Type")).isFalse();
    failure(api.call("DELETE", "/one", null, soon()), ErrorKind.PROTOCOL);
  }

  @Test
  void store_says_in_its_own_words_what_is_wrong_and_no_secret() {
    stub.answer(
        400, "application/json", Buffer.buffer("{\"message\":\"no\\nfield \\u0007s3cr3t-x\"}"));
    SourceException failure = failure(api.call("GET", "/", null, soon()), ErrorKind.BAD_REQUEST);
    assertThat(failure).hasMessageEndingWith(" answered 400: no field …-x");
    assertThat(StatusException.is(failure, 400)).isTrue();
  }

  @Test
  void word_in_a_header_of_our_own_is_no_secret() {
    stub.answer(500, "application/json", Buffer.buffer("{\"message\":\"no identity column\"}"));
    assertThat(failure(api.call("GET", "/", null, soon()), ErrorKind.UNAVAILABLE))
        .hasMessageContaining("no identity column");
  }

  @Test
  void words_of_a_store_are_capped() {
    stub.answer(
        500, "application/json", Buffer.buffer("{\"message\":\"" + "x".repeat(9_000) + "\"}"));
    assertThat(failure(api.call("GET", "/", null, soon()), ErrorKind.UNAVAILABLE).getMessage())
        .hasSizeLessThan(400);
  }

  @Test
  void body_may_know_the_kind_better_than_the_status() {
    stub.answer(500, "application/json", Buffer.buffer("{\"message\":\"dimension\"}"));
    failure(api.call("GET", "/", null, soon()), ErrorKind.BAD_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<h1>s3cr3t</h1>", "[]", "{\"message\":7}", "{\"mess"})
  void error_without_words_has_those_of_its_status(String body) {
    stub.answer(401, "application/json", Buffer.buffer(body));
    assertThat(failure(api.call("GET", "/", null, soon()), ErrorKind.AUTH))
        .hasMessageEndingWith(" answered 401: the key is missing or wrong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://h/?key=s3cr3t", "http://h/{question}", "h:80", "ftp://h"})
  void url_of_a_store_has_neither_query_nor_places(String url) {
    assertThatThrownBy(() -> api(url, Map.of()))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("keys.url")
        .hasMessageNotContaining("s3cr3t");
  }

  @Test
  void header_of_two_lines_stops_the_start_and_is_not_shown() {
    assertThatThrownBy(() -> api("http://h", Map.of("X-Key", "s3cr3t\nHost: other")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("X-Key")
        .hasMessageNotContaining("s3cr3t");
  }

  @Test
  void key_tells_credentials_apart_and_shows_none() {
    JsonApi other = api(stub.uri() + "/store/", Map.of("X-Key", "Bearer another"));
    assertThat(api.endpointKey()).isNotEqualTo(other.endpointKey()).doesNotContain("s3cr3t");
    assertThat(api.toString()).isEqualTo(stub.uri() + "/store/");
  }

  private JsonApi api(String url, Map<String, String> headers) {
    ErrorBody errors =
        new ErrorBody() {
          @Override
          public String message(JsonNode body) {
            return body.path("message").textValue();
          }

          @Override
          public ErrorKind kind(int status, JsonNode body) {
            return "dimension".equals(message(body))
                ? ErrorKind.BAD_REQUEST
                : ErrorBody.super.kind(status, body);
          }
        };
    VertxHttpCallers callers = new VertxHttpCallers(vertx, List.of());
    return JsonApi.of("keys", url, headers, SourceSettings.DEFAULTS, 1 << 22, callers, errors);
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(30));
  }

  private static SourceException failure(Uni<?> uni, ErrorKind kind) {
    SourceException[] failure = new SourceException[1];
    assertThatThrownBy(() -> await(uni))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
              assertThat(e.getMessage()).doesNotContain("s3cr3t");
              failure[0] = e;
            });
    return failure[0];
  }
}
