package dev.tributary.source.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.Deadline;
import dev.tributary.outbound.VertxHttpCallers;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import dev.tributary.source.http.StubApi;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LlmSourceTest {
  private static final String ANSWER =
      """
      {"id":"c1","object":"chat.completion","model":"small-2026","choices":[{"index":0,
      "message":{"role":"assistant","content":" Rivers flow downhill. "},
      "finish_reason":"stop"}],"usage":{"prompt_tokens":40,"completion_tokens":5,
      "total_tokens":45}}
      """;

  private final StubApi api = StubApi.start();
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    api.close();
  }

  private Source source(Map<String, String> more) {
    Map<String, String> keys = new HashMap<>();
    keys.put("url", api.uri() + "/v1/");
    keys.put("model", "small");
    keys.put("key", "s3cr3t");
    keys.putAll(more);
    keys.values().removeIf(String::isEmpty);
    Map<String, String> all = new HashMap<>();
    keys.forEach((key, value) -> all.put(LlmConfig.PREFIX + ".\"m\"." + key, value));
    LlmConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withSources(new PropertiesConfigSource(all, "test", 250))
            .withMapping(LlmConfig.class)
            .build()
            .getConfigMapping(LlmConfig.class);
    return new LlmKind(config, new VertxHttpCallers(vertx, List.of())).sources().getFirst();
  }

  private static SearchRequest request(@Nullable Filter filter) {
    return new SearchRequest(
        new Question("How do \"rivers\" flow?"),
        10,
        filter,
        Deadline.after(Duration.ofSeconds(20)),
        Uni.createFrom().nothing(),
        false);
  }

  private static Found ask(Source source) {
    return source.search(request(null)).await().atMost(Duration.ofSeconds(30));
  }

  private static SourceException failure(Uni<?> call, ErrorKind kind) {
    SourceException[] failure = new SourceException[1];
    assertThatThrownBy(() -> call.await().atMost(Duration.ofSeconds(30)))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
              assertThat(e.getMessage()).doesNotContain("s3cr3t");
              failure[0] = e;
            });
    return failure[0];
  }

  @Test
  void answer_is_one_passage_that_says_it_was_generated() {
    api.answer(ANSWER);
    Source source = source(Map.of("max-tokens", "50"));
    assertThat(source.settings().byDefault()).isFalse();
    assertThat(source.settings().metered()).isTrue();
    assertThat(source.toString()).contains("llm", "small").doesNotContain("s3cr3t");
    assertThat(ask(source).passages())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.text()).isEqualTo("Rivers flow downhill.");
              assertThat(p.metadata())
                  .isEqualTo(
                      Map.of(
                          "generated",
                          true,
                          "model",
                          "small-2026",
                          "finish_reason",
                          "stop",
                          "tokens",
                          45L));
            });
    assertThat(api.lastSeen().uri()).isEqualTo("/v1/chat/completions");
    assertThat(api.lastSeen().headers().get("Authorization")).isEqualTo("Bearer s3cr3t");
    assertThat(api.lastSeen().body())
        .startsWith("{\"model\":\"small\",\"messages\":[{\"role\":\"system\",\"content\":\"Answer")
        .endsWith(
            "{\"role\":\"user\",\"content\":\"How do \\\"rivers\\\" flow?\"}],\"max_tokens\":50}");
  }

  @Test
  void long_answer_is_cut_and_an_empty_one_is_nothing() {
    api.answer(ANSWER.replace(" Rivers flow downhill. ", "x".repeat(20_000)));
    assertThat(ask(source(Map.of())).passages())
        .extracting(p -> p.text().length())
        .containsExactly(Passage.MAX_TEXT);
    api.answer(ANSWER.replace("\" Rivers flow downhill. \"", "null"));
    assertThat(ask(source(Map.of()))).isEqualTo(new Found(List.of(), 1, null));
  }

  @Test
  void allowance_of_the_day_holds_calls_back_without_making_them() {
    api.answer(ANSWER);
    Source source = source(Map.of("daily-tokens", "1000"));
    ask(source);
    ask(source);
    api.answer(ANSWER.replace("40", "900"));
    ask(source);
    int before = api.seen().size();
    assertThat(failure(source.search(request(null)), ErrorKind.RATE_LIMITED).retryAfter())
        .isPresent();
    assertThat(api.seen()).hasSize(before);
  }

  @Test
  void absurd_usage_does_not_open_the_allowance() {
    api.answer(
        ANSWER
            .replace("\"prompt_tokens\":40", "\"prompt_tokens\":9223372036854775807")
            .replace("\"completion_tokens\":5", "\"completion_tokens\":9223372036854775807"));
    Source source = source(Map.of("daily-tokens", "1000"));
    ask(source);
    failure(source.search(request(null)), ErrorKind.RATE_LIMITED);
  }

  @Test
  void refused_call_costs_nothing() {
    api.answer(500, "application/json", Buffer.buffer("{}"));
    Source source = source(Map.of("daily-tokens", "1000"));
    for (int i = 0; i < 10; i++) {
      failure(source.search(request(null)), ErrorKind.UNAVAILABLE);
    }
    api.answer(ANSWER);
    assertThat(ask(source).passages()).hasSize(1);
  }

  @Test
  void cancelling_reaches_the_model() {
    var asked =
        source(Map.of())
            .search(request(null))
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    eventually(() -> api.openCalls() == 1);
    asked.cancel();
    eventually(() -> api.openCalls() == 0);
  }

  @Test
  void failures_have_their_kind_and_the_apis_words() {
    api.answer(
        401,
        "application/json",
        Buffer.buffer("{\"error\":{\"message\":\"Incorrect API key: s3cr3t\"}}"));
    assertThat(failure(source(Map.of()).search(request(null)), ErrorKind.AUTH))
        .hasMessageContaining("Incorrect API key");
    api.answer("{\"choices\":[]}");
    failure(source(Map.of()).search(request(null)), ErrorKind.PROTOCOL);
    Filter filter = new Filter.Comparison(Filter.Operator.EQ, "a", "b");
    failure(source(Map.of()).search(request(filter)), ErrorKind.UNSUPPORTED);
  }

  @Test
  void check_looks_for_the_model_and_generates_nothing() {
    api.answer("{\"data\":[{\"id\":\"small\"}]}");
    source(Map.of()).check().await().atMost(Duration.ofSeconds(30));
    assertThat(api.lastSeen().uri()).isEqualTo("/v1/models");
    api.answer("{\"data\":[{\"id\":\"large\"}]}");
    assertThat(failure(source(Map.of()).check(), ErrorKind.BAD_REQUEST))
        .hasMessageContaining("no model small; it has large");
    api.answer(404, "text/html", Buffer.buffer("not here"));
    source(Map.of()).check().await().atMost(Duration.ofSeconds(30));
    api.answer(401, "text/html", Buffer.buffer(""));
    failure(source(Map.of()).check(), ErrorKind.AUTH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url              |       | missing",
        "model            |       | missing",
        "max-tokens       | 8     | 16 to 8192",
        "max-tokens-field | a b   | max_tokens",
        "daily-tokens     | 10    | 1000 and up",
        "daily-cost       | 5     | without prices",
        "input-price      | -1    | 0 and up"
      })
  void value_that_is_wrong_is_named(String key, @Nullable String value, String said) {
    assertThatThrownBy(() -> source(Map.of(key, value == null ? "" : value)))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContaining("tributary.source.llm.\"m\"." + key)
        .hasMessageContaining(said);
  }

  private static void eventually(BooleanSupplier holds) {
    for (int i = 0; i < 1_000 && !holds.getAsBoolean(); i++) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(holds.getAsBoolean()).as("within ten seconds").isTrue();
  }
}
