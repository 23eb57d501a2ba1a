package dev.tributary.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedding.EmbeddingException.Reason;
import dev.tributary.guard.SystemTimers;
import dev.tributary.guard.Timers;
import dev.tributary.outbound.HttpCallException;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.outbound.HttpRequest;
import dev.tributary.outbound.VertxHttpCallers;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEncoderTest {
  private static final String KEY = "sk-very-secret";
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Timers timers = new SystemTimers();
  private final FakeHttpCallers http = new FakeHttpCallers();

  @Test
  void asks_the_way_openai_documents_it() {
    http.answering(200, vector("3, 4"));
    encode(encoder("https://api.example.com:8443/v1/", 2), "a \"river\"").assertCompleted();
    HttpRequest request = http.requests.getFirst();
    assertThat(http.endpoints).containsExactly(URI.create("https://api.example.com:8443/"));
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.pathAndQuery()).isEqualTo("/v1/embeddings");
    assertThat(request.headers())
        .containsEntry("Authorization", "Bearer " + KEY)
        .containsEntry("Content-Type", "application/json");
    assertThat(new JsonObject(request.body()))
        .isEqualTo(
            new JsonObject()
                .put("model", "text-embedding-3-small")
                .put("input", "a \"river\"")
                .put("dimensions", 2));
  }

  @Test
  void vector_is_scaled_to_length_1() {
    http.answering(200, vector("3, 4"));
    float[] vector = encode(encoder(null), "a").assertCompleted().getItem();
    assertThat(vector).containsExactly(0.6f, 0.8f);
  }

  @ParameterizedTest
  @CsvSource({
    "400, PROTOCOL",
    "401, UNAVAILABLE",
    "403, UNAVAILABLE",
    "404, PROTOCOL",
    "429, OVERLOADED",
    "500, UNAVAILABLE",
    "503, UNAVAILABLE"
  })
  void refusal_has_its_reason_and_tells_the_status_but_neither_key_nor_body(
      int status, Reason reason) {
    http.answering(status, "{\"error\": \"wrong key " + KEY + "\"}");
    assertFailed(encode(encoder(null), "a"), reason, "HTTP " + status);
  }

  @ParameterizedTest
  @EnumSource
  void failed_call_has_its_reason(HttpCallException.Reason reason) {
    http.failing(new HttpCallException(reason, "localhost: no", null));
    assertFailed(
        encode(encoder(null), "a"),
        switch (reason) {
          case UNREACHABLE, REFUSED -> Reason.UNAVAILABLE;
          case TIMEOUT -> Reason.TIMEOUT;
          case TOO_LARGE, PROTOCOL -> Reason.PROTOCOL;
        },
        "localhost: no");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "null",
        "{\"data\": []}",
        "{\"data\": [{\"embedding\": []}]}",
        "{\"data\": [{\"embedding\": \"AACAPw==\"}]}",
        "{\"data\": [{\"embedding\": [1, NaN]}]}",
        "{\"data\": [{\"embedding\": [1, 1e60]}]}",
        "{\"data\": [{\"embedding\": [1, null]}]}",
        "{\"data\": [{\"embedding\": [0, 0]}]}",
        "{\"data\": [{\"embedding\": [1, 2]}, {\"embedding\": [1, 2]}]}"
      })
  void nonsense_is_a_fault_of_the_server(String body) {
    http.answering(200, body);
    assertFailed(encode(encoder(null), "a"), Reason.PROTOCOL, "answered");
  }

  @Test
  void other_dimension_than_configured_is_refused() {
    http.answering(200, vector("1, 2"));
    assertFailed(encode(encoder(3), "a"), Reason.PROTOCOL, "2 dimensions where 3 were expected");
  }

  @Test
  void other_dimension_than_before_is_refused() {
    OpenAiEncoder encoder = encoder(null);
    http.answering(200, vector("1, 2"));
    encode(encoder, "a").assertCompleted();
    http.answering(200, vector("1, 2, 3"));
    assertFailed(encode(encoder, "b"), Reason.PROTOCOL, "3 dimensions where 2 were expected");
  }

  @Test
  void passages_leave_the_questions_their_permits() {
    OpenAiEncoder encoder = encoder(null);
    IntStream.range(0, 10).forEach(i -> encode(encoder, "p" + i, Lane.INGESTION));
    assertThat(http.requests).hasSize(2);
    encode(encoder, "q", Lane.QUESTION);
    assertThat(http.requests).hasSize(3);
  }

  @Test
  void full_queue_refuses_at_once() {
    OpenAiEncoder encoder = encoder(null);
    List<UniAssertSubscriber<float[]>> all =
        IntStream.rangeClosed(0, 2 + Lane.QUESTION.bound())
            .mapToObj(i -> encode(encoder, "q" + i, Lane.QUESTION))
            .toList();
    assertFailed(all.getLast(), Reason.OVERLOADED, "wait");
    all.getFirst().assertNotTerminated();
  }

  @Test
  void cancel_reaches_the_call_and_frees_its_permit() {
    OpenAiEncoder encoder = encoder(null);
    IntStream.range(0, 3).mapToObj(i -> encode(encoder, "q" + i)).toList().getFirst().cancel();
    assertThat(http.cancelled).isEqualTo(1);
    assertThat(http.requests).hasSize(3);
  }

  @Test
  void nothing_is_sent_before_subscription() {
    encoder(null).encode("a", Lane.QUESTION);
    assertThat(http.requests).isEmpty();
  }

  @Test
  void works_over_real_http() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      HttpServer server =
          vertx
              .createHttpServer()
              .requestHandler(
                  r ->
                      r.body()
                          .onSuccess(
                              body -> {
                                int length = body.toJsonObject().getString("input").length();
                                r.response().end(vector(length + ", 0"));
                              }))
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
      OpenAiEncoder encoder =
          encoder(
              new VertxHttpCallers(vertx, List.of()),
              "http://127.0.0.1:" + server.actualPort() + "/v1",
              null);
      assertThat(encode(encoder, "river").awaitItem(SOON).getItem()).containsExactly(1f, 0f);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  private OpenAiEncoder encoder(@Nullable Integer dimensions) {
    return encoder("http://localhost:1/v1", dimensions);
  }

  private OpenAiEncoder encoder(String url, @Nullable Integer dimensions) {
    return encoder(http, url, dimensions);
  }

  private OpenAiEncoder encoder(HttpCallers callers, String url, @Nullable Integer dimensions) {
    return new OpenAiEncoder(
        new OpenAiSettings(URI.create(url), "text-embedding-3-small", KEY, dimensions, 2),
        callers,
        timers);
  }

  private static UniAssertSubscriber<float[]> encode(OpenAiEncoder encoder, String text) {
    return encode(encoder, text, Lane.QUESTION);
  }

  private static UniAssertSubscriber<float[]> encode(
      OpenAiEncoder encoder, String text, Lane lane) {
    return encoder.encode(text, lane).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private static String vector(String values) {
    return new JsonObject()
        .put("object", "list")
        .put(
            "data",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("index", 0)
                        .put("embedding", new JsonArray("[" + values + "]"))))
        .encode();
  }

  private static void assertFailed(UniAssertSubscriber<float[]> asked, Reason reason, String told) {
    assertThat(asked.getFailure())
        .hasMessageContaining(told)
        .hasMessageNotContaining(KEY)
        .isInstanceOfSatisfying(
            EmbeddingException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
