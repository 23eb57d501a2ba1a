package dev.tributary.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.conversation.Turn.Role;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.SystemTimers;
import dev.tributary.outbound.VertxHttpCallers;
import dev.tributary.passage.Question;
import dev.tributary.source.http.StubApi;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CondenserTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Question QUESTION = new Question("how long is it?");
  private static final List<Turn> HISTORY =
      List.of(
          new Turn(Role.SYSTEM, "be brief"),
          new Turn(Role.USER, "the Douro"),
          new Turn(Role.ASSISTANT, "A river."));
  private static final String BY_WORDS = "how long is it? Douro";

  private final StubApi server = StubApi.start();
  private final Vertx vertx = Vertx.vertx();
  private final VertxHttpCallers callers = new VertxHttpCallers(vertx, List.of());

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    server.close();
  }

  @Test
  void without_a_model_the_words_do_and_nobody_waits() {
    Condenser condenser = condenser();
    assertThat(condenser.waitTime()).isZero();
    assertThat(condensed(condenser)).isEqualTo(new Condensed(new Question(BY_WORDS), null));
  }

  @Test
  void much_is_read_on_a_thread_that_may_be_held_up() {
    Turn essay = new Turn(Role.USER, "the Douro. " + "word ".repeat(1_000));
    List<Turn> much = List.of(essay, essay);
    assertThat(readOn(HISTORY)).isEqualTo(Thread.currentThread());
    assertThat(readOn(much)).isNotEqualTo(Thread.currentThread());
  }

  private Thread readOn(List<Turn> history) {
    return condenser()
        .condense(QUESTION, history, Duration.ZERO)
        .map(_ -> Thread.currentThread())
        .await()
        .atMost(SOON);
  }

  @Test
  void model_is_told_the_conversation_and_says_the_question() {
    server.answer(answer("  How long is the river Douro?\n"));
    assertThat(condensed(condenser("url=" + server.uri() + "/v1/", "model=m", "api-key=sk-secret")))
        .isEqualTo(new Condensed(new Question("How long is the river Douro?"), null));
    assertThat(server.lastSeen().uri()).isEqualTo("/v1/chat/completions");
    assertThat(server.lastSeen().headers().get("Authorization")).isEqualTo("Bearer sk-secret");
    JsonObject sent = new JsonObject(server.lastSeen().body());
    assertThat(sent.getString("model")).isEqualTo("m");
    assertThat(sent.getInteger("max_tokens")).isEqualTo(100);
    JsonArray messages = sent.getJsonArray("messages");
    assertThat(messages.stream().skip(1))
        .containsExactly(
            message("user", "the Douro"),
            message("assistant", "A river."),
            message("user", "how long is it?"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{}",
        "{\"choices\": []}",
        "{\"choices\": [{\"message\": {\"content\": \"  \"}}]}",
        "{\"choices\": [{\"message\": {\"content\": \"a\\u0007b\"}}]}"
      })
  void nonsense_is_told_and_the_words_do(String body) {
    server.answer(body);
    Condensed condensed = condensed(condenser("url=" + server.uri(), "model=m"));
    assertThat(condensed.question().text()).isEqualTo(BY_WORDS);
    assertThat(condensed.degraded()).contains("answered");
  }

  @Test
  void essay_is_no_question() {
    server.answer(answer("word ".repeat(300)));
    assertThat(condensed(condenser("url=" + server.uri(), "model=m")).degraded())
        .contains("answered 1499 characters");
  }

  @Test
  void thoughts_of_a_model_that_reasons_are_not_the_question() {
    server.answer(answer("<think>\nThe user means\nthe Douro.</think>\n\nlength of the Douro"));
    Condenser condenser = condenser("url=" + server.uri(), "model=m");
    assertThat(condensed(condenser))
        .isEqualTo(new Condensed(new Question("length of the Douro"), null));
  }

  @Test
  void answer_that_was_cut_off_is_no_question() {
    server.answer(
        "{\"choices\": [{\"finish_reason\": \"length\", \"message\": {\"content\": \"The\"}}]}");
    Condensed condensed = condensed(condenser("url=" + server.uri(), "model=m"));
    assertThat(condensed.question().text()).isEqualTo(BY_WORDS);
    assertThat(condensed.degraded()).contains("was cut off after 100 tokens");
  }

  @Test
  void slow_model_is_cut_off_and_the_words_do() {
    Condenser condenser = condenser("url=" + server.uri(), "model=m", "wait=100ms");
    Condensed condensed = condensed(condenser);
    assertThat(condensed.question().text()).isEqualTo(BY_WORDS);
    assertThat(condensed.degraded()).contains("did not answer");
  }

  @Test
  void refusal_is_told_without_the_key_and_then_it_is_left_alone() {
    server.answer(500, "text/plain", Buffer.buffer("sk-secret"));
    Condenser condenser = condenser("url=" + server.uri(), "model=m", "api-key=sk-secret");
    for (int i = 0; i < 10; i++) {
      assertThat(condensed(condenser).degraded())
          .contains("(HTTP 500)")
          .doesNotContain("sk-secret");
    }
    assertThat(condensed(condenser).degraded()).contains("failed too often");
    assertThat(server.seen()).hasSize(10);
  }

  @Test
  void days_tokens_are_a_bound() {
    server.answer(answer("a question"));
    Condenser condenser = condenser("url=" + server.uri(), "model=m", "daily-tokens=1500");
    assertThat(condensed(condenser).degraded()).isNull();
    assertThat(condensed(condenser).degraded()).contains("allowance is spent");
    assertThat(server.seen()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "model=m, model: m",
    "url=http://a, model: missing",
    "url=ftp://a;model=m, url: ftp://a",
    "url=http://a;model=m;wait=31s, wait: 31000ms",
    "url=http://a;model=m;max-tokens=15, max-tokens: 15",
    "url=http://a;model=m;max-tokens-field=x y, max-tokens-field",
    "url=http://a;model=m;daily-tokens=999, daily-tokens: 999"
  })
  void wrong_value_stops_the_start(String keys, String told) {
    assertThatThrownBy(() -> condenser(keys.split(";", -1)))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageStartingWith("tributary.conversation." + told);
  }

  private Condenser condenser(String... keys) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder().withMapping(ConversationConfig.class);
    for (String key : keys) {
      int equals = key.indexOf('=');
      builder.withDefaultValue(
          "tributary.conversation." + key.substring(0, equals), key.substring(equals + 1));
    }
    ConversationConfig config = builder.build().getConfigMapping(ConversationConfig.class);
    return new Condenser(config, callers, new SystemTimers());
  }

  private static Condensed condensed(Condenser condenser) {
    Duration limit = condenser.waitTime();
    return condenser.condense(QUESTION, HISTORY, limit).await().atMost(SOON);
  }

  private static String answer(String content) {
    return new JsonObject()
        .put(
            "choices",
            new JsonArray().add(new JsonObject().put("message", message("assistant", content))))
        .encode();
  }

  private static JsonObject message(String role, String content) {
    return new JsonObject().put("role", role).put("content", content);
  }
}
