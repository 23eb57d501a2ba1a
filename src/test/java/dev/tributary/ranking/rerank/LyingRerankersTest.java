package dev.tributary.ranking.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.SystemTimers;
import dev.tributary.ranking.RerankException;
import dev.tributary.ranking.RerankException.Reason;
import dev.tributary.ranking.rerank.JudgeSettings.Remote;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LyingRerankersTest extends RemoteJudgeFixture {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "null",
        "{}",
        "{\"results\": []}",
        "{\"results\": {\"0\": 1, \"1\": 0}}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 1}]}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 1}, {\"index\": 0, \"relevance_score\":"
            + " 1}]}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 1}, {\"index\": 2, \"relevance_score\":"
            + " 1}]}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 1}, {\"index\": -1,"
            + " \"relevance_score\": 1}]}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 1}, {\"index\": \"1\","
            + " \"relevance_score\": 1}]}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 1}, {\"index\": 1e99,"
            + " \"relevance_score\": 1}]}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 1}, {\"index\": 1}]}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 1}, {\"index\": 1, \"relevance_score\":"
            + " NaN}]}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 1}, {\"index\": 1, \"relevance_score\":"
            + " \"NaN\"}]}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 1}, {\"index\": 1, \"relevance_score\":"
            + " null}]}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 1}, {\"index\": 1, \"relevance_score\":"
            + " 1e999}]}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 1}, {\"index\": 1, \"relevance_score\":"
            + " 7.5}]}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 1}, {\"index\": 1, \"relevance_score\":"
            + " -0.01}]}",
        "{\"results\": [{\"index\": 0, \"relevance_score\": 1}, {\"index\": 1, \"relevance_score\":"
            + " 0}, {\"index\": 2, \"relevance_score\": 0}]}"
      })
  void lie_is_refused(String body) {
    server.answer(body);
    assertFailed(Dialect.JINA, Reason.PROTOCOL, "answered");
  }

  @Test
  void any_wrong_answer_of_text_embeddings_inference_is_refused_too() {
    server.answer("{\"results\": []}");
    assertFailed(Dialect.TEI, Reason.PROTOCOL, "0 scores for 2 passages");
    server.answer("[{\"index\": 1, \"score\": 0.9}, {\"index\": 1, \"score\": 0.1}]");
    assertFailed(Dialect.TEI, Reason.PROTOCOL, "two scores for passage 1");
  }

  @Test
  void fifty_megabytes_are_not_read() {
    server.behave(
        request -> request.response().setChunked(true).end(Buffer.buffer(new byte[50 << 20])));
    assertFailed(Dialect.JINA, Reason.PROTOCOL, "answered more than the 1048576 bytes it may");
  }

  @Test
  void half_an_answer_is_none() {
    server.behave(
        request -> {
          request.response().putHeader("Content-Length", "1000").write("{\"results\": [");
          request.connection().close();
        });
    assertFailed(Dialect.JINA, Reason.UNAVAILABLE, "closed the connection");
  }

  @Test
  void dead_server_is_unavailable() {
    RemoteJudge judge =
        new RemoteJudge(
            new Remote(Dialect.TEI, URI.create("http://127.0.0.1:1"), null, KEY, false, 32, 8),
            SOON,
            callers,
            new SystemTimers());
    assertFailed(judge(judge), Reason.UNAVAILABLE, "127.0.0.1:1 refused the connection");
  }

  @ParameterizedTest
  @CsvSource({
    "400, REFUSED",
    "401, AUTH",
    "402, AUTH",
    "403, AUTH",
    "404, REFUSED",
    "413, REFUSED",
    "422, REFUSED",
    "429, RATE_LIMITED",
    "500, UNAVAILABLE",
    "503, RATE_LIMITED",
    "204, REFUSED"
  })
  void refusal_has_its_reason_and_tells_the_status_but_neither_key_nor_body(
      int status, Reason reason) {
    server.answer(status, "application/json", Buffer.buffer("{\"error\": \"" + KEY + "\"}"));
    assertFailed(Dialect.COHERE, reason, "(HTTP " + status + ")");
  }

  @Test
  void pause_that_it_asks_for_is_told() {
    server.behave(r -> r.response().setStatusCode(429).putHeader("Retry-After", "7").end());
    assertThat(judge(remote(Dialect.JINA)).awaitFailure(SOON).getFailure())
        .isInstanceOfSatisfying(
            RerankException.class,
            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
  }
}
