package dev.tributary.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.ranking.Relevance;
import dev.tributary.ranking.RerankException.Reason;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemoteJudgeTest extends RemoteJudgeFixture {
  @Test
  void cohere_is_asked_and_read_as_it_documents() {
    server.answer(results("relevance_score", 1, 0.25, 0, 0.75));
    assertThat(judged(Dialect.COHERE)).containsExactly(both(0.75), both(0.25));
    assertThat(server.lastSeen().uri()).isEqualTo("/v2/rerank");
    assertThat(server.lastSeen().headers().get("Authorization")).isEqualTo("Bearer " + KEY);
    assertThat(sent()).isEqualTo(body("documents").put("model", "m").put("top_n", 2));
  }

  @Test
  void jina_is_asked_and_read_as_it_documents() {
    server.answer(results("relevance_score", 0, 1, 1, 0));
    assertThat(judged(Dialect.JINA)).containsExactly(both(1), both(0));
    assertThat(sent())
        .isEqualTo(
            body("documents").put("model", "m").put("top_n", 2).put("return_documents", false));
  }

  @Test
  void vllm_is_asked_and_read_as_it_documents() {
    server.answer(results("relevance_score", 0, 0.5, 1, 0.1));
    assertThat(judged(Dialect.VLLM)).containsExactly(both(0.5), both(0.1));
    assertThat(sent())
        .isEqualTo(
            body("documents").put("model", "m").put("top_n", 2).put("truncate_prompt_tokens", -1));
  }

  @Test
  void text_embeddings_inference_is_asked_and_read_as_it_documents() {
    server.answer("[{\"index\": 1, \"score\": 0.9}, {\"index\": 0, \"score\": 0.1}]");
    assertThat(judged(Dialect.TEI)).containsExactly(both(0.1), both(0.9));
    assertThat(sent()).isEqualTo(body("texts").put("truncate", true).put("raw_scores", false));
  }

  @Test
  void logits_become_scores_from_0_to_1() {
    server.answer(results("relevance_score", 0, 0, 1, -800));
    List<Relevance> judged = judge(remote(Dialect.JINA, true, 1_000, 8)).awaitItem(SOON).getItem();
    assertThat(judged).containsExactly(new Relevance(0, 0.5), new Relevance(-800, 0));
  }

  @Test
  void more_passages_than_a_call_takes_go_in_several_and_come_back_in_their_order() {
    server.behave(
        request -> {
          JsonArray texts = sent().getJsonArray("texts");
          JsonArray scores = new JsonArray();
          for (int i = texts.size() - 1; i >= 0; i--) {
            double score = Double.parseDouble(texts.getString(i));
            scores.add(new JsonObject().put("index", i).put("score", score));
          }
          request.response().end(scores.encode());
        });
    List<String> texts = IntStream.range(0, 75).mapToObj(i -> "0." + (i + 10)).toList();
    List<Relevance> judged =
        remote(Dialect.TEI, false, 32, 2)
            .judge("q", texts, Deadline.after(SOON))
            .await()
            .atMost(SOON);
    assertThat(judged)
        .extracting(Relevance::score)
        .containsExactlyElementsOf(texts.stream().map(Double::valueOf).toList());
    assertThat(server.seen()).hasSize(3);
  }

  @Test
  void cancel_reaches_the_wire() {
    var judged = judge(remote(Dialect.JINA));
    eventually(1);
    judged.cancel();
    eventually(0);
  }

  @Test
  void deadline_reaches_the_wire() {
    var judged =
        remote(Dialect.JINA)
            .judge("q", TEXTS, Deadline.after(Duration.ofMillis(200)))
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    assertFailed(judged, Reason.TIMEOUT, "did not answer in time");
    eventually(0);
  }

  @Test
  void nothing_is_sent_before_subscription() {
    remote(Dialect.JINA).judge("q", TEXTS, Deadline.after(SOON));
    assertThat(server.connections()).isZero();
  }

  @Test
  void relevance_is_a_number_from_0_to_1() {
    assertThatThrownBy(() -> new Relevance(Double.NaN, 0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Relevance(1, 1.1)).isInstanceOf(IllegalArgumentException.class);
  }

  private List<Relevance> judged(Dialect dialect) {
    return judge(remote(dialect)).awaitItem(SOON).getItem();
  }

  private JsonObject sent() {
    return new JsonObject(server.lastSeen().body());
  }

  private static JsonObject body(String texts) {
    return new JsonObject().put("query", "what is a \"river\"?").put(texts, new JsonArray(TEXTS));
  }

  private static Relevance both(double score) {
    return new Relevance(score, score);
  }

  private static String results(
      String field, int first, double firstScore, int second, double secondScore) {
    return new JsonObject()
        .put("id", "r")
        .put(
            "results",
            new JsonArray()
                .add(new JsonObject().put("index", first).put(field, firstScore))
                .add(new JsonObject().put("index", second).put(field, secondScore)))
        .encode();
  }

  private void eventually(int openCalls) {
    for (int i = 0; i < 1_000 && server.openCalls() != openCalls; i++) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(server.openCalls()).as("within ten seconds").isEqualTo(openCalls);
  }
}
