package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.source.ErrorKind;
import dev.tributary.source.ExplainingSource;
import dev.tributary.source.Explanation;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the operator is shown of one try: enough to mend a mapping, and no secret. */
class ExplainTest extends SourceFixture {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Explanation explain(Source source) {
    Explanation explanation =
        ((ExplainingSource) source)
            .explain(request("how do rivers flow?", Duration.ofSeconds(20)))
            .await()
            .atMost(PATIENCE);
    assertThat(explanation.toString()).doesNotContain("s3cr3t");
    return explanation;
  }

  private Source tickets(Map<String, String> more) {
    Map<String, String> keys = new java.util.HashMap<>(more);
    keys.putIfAbsent("key", "s3cr3t-key");
    keys.put("headers.\"X-Api-Key\"", "{key}");
    keys.put("query.\"q\"", "{question}");
    keys.put("query.\"k\"", "{key}");
    return sources.api(api.uri() + "/s?access_token=s3cr3t2", keys);
  }

  @Test
  void request_is_shown_with_its_secrets_masked() {
    api.answer(ONE);
    Explanation.Request request = explain(tickets(Map.of())).request();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.url())
        .isEqualTo(api.uri() + "/s?access_token=***&k=…&q=how%20do%20rivers%20flow%3F");
    assertThat(request.headers())
        .containsEntry("X-Api-Key", "***")
        .containsEntry("Accept", "application/json");
  }

  @Test
  void secret_is_masked_also_as_it_stands_in_a_url_and_where_a_parameter_says_it_itself() {
    api.answer(400, "application/json", Buffer.buffer("{\"message\":\"no user of w0rd-2\"}"));
    Explanation explanation =
        explain(
            tickets(
                Map.of(
                    "key",
                    "s3cr3t/b+c=",
                    "query.\"user_secret\"",
                    "w0rd-2",
                    "error",
                    "$.message")));
    assertThat(explanation.request().url()).contains("&k=…&").contains("user_secret=***");
    assertThat(explanation.error()).hasMessageContaining("no user of …");
  }

  @Test
  void body_and_answer_are_shown_without_the_key_that_they_repeat() {
    api.answer("{\"results\":[],\"you\":\"s3cr3t-key\",\"token\":\"s3cr3t-other\"}");
    Explanation explanation =
        explain(
            tickets(
                Map.of(
                    "method", "POST",
                    "body", "{\"q\":\"{question}\",\"api_key\":\"s3cr3t-3\",\"k\":\"{key}\"}")));
    assertThat(explanation.request().body())
        .isEqualTo("{\"q\":\"how do rivers flow?\",\"api_key\":\"***\",\"k\":\"…\"}");
    assertThat(explanation.answer().body())
        .isEqualTo("{\"results\":[],\"you\":\"…\",\"token\":\"***\"}");
    assertThat(explanation.error()).isNull();
  }

  @Test
  void each_path_says_in_how_many_hits_it_found_something() {
    api.answer(
        """
        {"results":[{"id":1,"title":"A","body":"x"},{"id":2,"title":"B"},{"id":2,"title":"C"},
        {"id":4}]}
        """);
    Explanation explanation = explain(tickets(Map.of("fields.metadata.b", "$.body")));
    assertThat(explanation.mapping())
        .contains(
            new Explanation.Finding(
                "results", "$.results[*]", 4, "{\"id\":1,\"title\":\"A\",\"body\":\"x\"}"),
            new Explanation.Finding("fields.id", "$.id", 4, "1"),
            new Explanation.Finding("fields.title", "$.title", 3, "A"),
            new Explanation.Finding("fields.text", "$.text", 0, null),
            new Explanation.Finding("fields.metadata.b", "$.body", 1, "x"));
    assertThat(explanation.hits())
        .containsExactly(
            new Explanation.Hit(1, "api:1", "A", "A", null),
            new Explanation.Hit(2, "api:2", "B", "B", null),
            new Explanation.Hit(3, null, null, null, "the id api:2 was there before"),
            new Explanation.Hit(4, null, null, null, "nothing at $.text or $.title"));
  }

  @Test
  void what_stands_beside_the_hits_is_found_too_and_only_what_is_configured() {
    api.answer("{\"results\":[{\"text\":\"a\",\"n\":3}],\"more\":[\"x\"],\"wait\":0.5}");
    Explanation explanation =
        explain(
            tickets(
                Map.of(
                    "partial",
                    "$.more",
                    "backoff",
                    "$.wait",
                    "error",
                    "$.no",
                    "fields.rank",
                    "$.n")));
    assertThat(explanation.mapping())
        .contains(
            new Explanation.Finding("fields.rank", "$.n", 1, "3"),
            new Explanation.Finding("partial", "$.more", 1, "[\"x\"]"),
            new Explanation.Finding("backoff", "$.wait", 1, "0.5"),
            new Explanation.Finding("error", "$.no", 0, null))
        .extracting(Explanation.Finding::key)
        .doesNotContain("cursor", "empty", "detail.text");
  }

  @Test
  void second_call_is_shown_for_one_hit_with_what_its_path_finds() {
    api.behave(
        r ->
            r.response()
                .end(
                    r.path().equals("/doc/7")
                        ? "{\"body\":\"All of it\",\"token\":\"s3cr3t-other\"}"
                        : "{\"results\":[{\"text\":\"no id\"},{\"id\":7},{\"id\":8}]}"));
    Explanation explanation =
        explain(
            tickets(
                Map.of(
                    "detail.url",
                    api.uri() + "/doc/{id}?token=s3cr3t-9",
                    "detail.text",
                    "$.body")));
    Explanation.Detail detail = explanation.detail();
    assertThat(detail.request().url()).isEqualTo(api.uri() + "/doc/7?token=***");
    assertThat(detail.answer().body()).isEqualTo("{\"body\":\"All of it\",\"token\":\"***\"}");
    assertThat(detail.error()).isNull();
    assertThat(explanation.mapping())
        .contains(new Explanation.Finding("detail.text", "$.body", 1, "All of it"));
    assertThat(api.seen()).hasSize(2);
  }

  @Test
  void second_call_that_fails_says_why_and_leaves_the_first_as_it_was() {
    api.behave(
        r -> {
          if (r.path().startsWith("/doc/")) {
            r.response().setStatusCode(404).end();
          } else {
            r.response().end("{\"results\":[{\"id\":7,\"text\":\"short\"}]}");
          }
        });
    Explanation explanation = explain(tickets(Map.of("detail.url", api.uri() + "/doc/{id}")));
    assertThat(explanation.error()).isNull();
    assertThat(explanation.hits()).hasSize(1);
    assertThat(explanation.detail().answer().status()).isEqualTo(404);
    assertThat(explanation.detail().error()).hasMessageContaining("not found");
    assertThat(explanation.mapping())
        .contains(new Explanation.Finding("detail.text", "$.text", 0, null));
  }

  @Test
  void secret_is_masked_before_a_text_is_cut() {
    String long_ = "s3cr3t-" + "x".repeat(300);
    api.answer(
        "{\"results\":[{\"id\":1,\"session_token\":\"%s\",\"text\":\"a\"}],\"pad\":\"%s\",\"token\":\"%s\"}"
            .formatted(long_, "y".repeat(16 * 1024 - 430), long_));
    Explanation explanation = explain(tickets(Map.of()));
    assertThat(explanation.mapping().getFirst().example()).contains("\"session_token\":\"***\"");
  }

  @Test
  void mapping_that_matches_nothing_is_seen_beside_what_is_there() {
    api.answer("{\"hits\":[{\"id\":1}]}");
    Explanation explanation = explain(tickets(Map.of()));
    assertThat(explanation.answer().body()).contains("\"hits\"");
    assertThat(explanation.mapping().getFirst().found()).isZero();
    assertThat(explanation.error())
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL))
        .hasMessageContaining("it has hits");
  }

  @Test
  void answer_that_is_no_json_is_shown_as_it_is_and_capped() {
    api.answer(502, "text/html", Buffer.buffer("<h1>Bad gateway</h1>" + "x".repeat(20_000)));
    Explanation explanation = explain(tickets(Map.of()));
    assertThat(explanation.answer().status()).isEqualTo(502);
    assertThat(explanation.answer().bytes()).isEqualTo(20_020);
    assertThat(explanation.answer().body()).startsWith("<h1>Bad gateway").hasSize(16 * 1024);
    assertThat(explanation.error().kind()).isEqualTo(ErrorKind.UNAVAILABLE);
  }

  @Test
  void request_is_shown_when_nothing_comes_back() {
    Explanation explanation = explain(tickets(Map.of("wait", "300ms")));
    assertThat(explanation.request()).isNotNull();
    assertThat(explanation.answer()).isNull();
    assertThat(explanation.error().kind()).isEqualTo(ErrorKind.TIMEOUT);
  }
}
