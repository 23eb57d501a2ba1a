package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSourceTest extends SourceFixture {
  @Test
  void question_and_limit_are_encoded_where_they_stand() {
    api.answer(ONE);
    Source placed =
        sources.api(
            api.uri() + "/find/{question}?size={limit}", Map.of("query.\"q&a\"", "[{question}]"));
    await(placed, "a/b?c=d&e é");
    String encoded = "a%2Fb%3Fc%3Dd%26e%20%C3%A9";
    assertThat(api.lastSeen().uri())
        .isEqualTo("/find/" + encoded + "?size=10&q%26a=%5B" + encoded + "%5D");
  }

  @Test
  void question_in_a_body_stays_inside_its_string() {
    api.answer(ONE);
    Source posting =
        sources.api(
            api.uri() + "/search",
            Map.of(
                "method",
                "POST",
                "body",
                "{ \"q\": \"about {question}\", \"size\": \"{limit}\", \"as\": \"top {limit}\""
                    + " }"));
    await(posting, "\"},{\"x\":\\ 1 {limit} \n河");
    StubApi.Seen seen = api.lastSeen();
    assertThat(seen.headers().get("Content-Type")).isEqualTo("application/json");
    assertThat(seen.body())
        .isEqualTo(
            "{\"q\":\"about \\\"},{\\\"x\\\":\\\\ 1 {limit} \\n河\",\"size\":10,\"as\":\"top 10\"}");
  }

  @Test
  void headers_are_sent_and_may_replace_ours() {
    api.answer(ONE);
    Source named =
        sources.api(
            api.uri().toString(),
            Map.of(
                "headers.\"accept\"", "application/vnd.api+json", "user-agent", "Me (me@x.org)"));
    await(named, "q");
    assertThat(api.lastSeen().headers().getAll("Accept"))
        .containsExactly("application/vnd.api+json");
    assertThat(api.lastSeen().headers().get("User-Agent")).isEqualTo("Me (me@x.org)");
  }

  @ParameterizedTest
  @CsvSource({
    "400, BAD_REQUEST, wrong",
    "401, AUTH, key",
    "402, AUTH, paid",
    "403, AUTH, not allowed",
    "404, BAD_REQUEST, not found",
    "405, BAD_REQUEST, method",
    "408, TIMEOUT, 408",
    "418, BAD_REQUEST, 418",
    "422, BAD_REQUEST, wrong",
    "429, RATE_LIMITED, too many",
    "500, UNAVAILABLE, 500",
    "502, UNAVAILABLE, 502",
    "503, OVERLOADED, overloaded",
    "504, TIMEOUT, 504",
    "304, PROTOCOL, 304"
  })
  void status_has_its_kind_and_its_words(int status, ErrorKind kind, String words) {
    api.answer(status, "text/html", Buffer.buffer("<h1>s3cr3t</h1>"));
    SourceException failure = failure(kind);
    assertThat(failure).hasMessageContaining("127.0.0.1").hasMessageContaining(words);
    assertThat(failure.retryAfter()).isEmpty();
  }

  @Test
  void retry_after_is_passed_on() {
    api.behave(r -> r.response().setStatusCode(429).putHeader("Retry-After", "7").end());
    assertThat(failure(ErrorKind.RATE_LIMITED).retryAfter()).contains(Duration.ofSeconds(7));
    api.behave(r -> r.response().setStatusCode(503).putHeader("Retry-After", "7").end());
    Source other = sources.api(api.uri() + "/other", Map.of());
    Uni<Found> search = other.search(request("q", Duration.ofSeconds(20)));
    assertThat(failure(search, ErrorKind.OVERLOADED).retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void check_asks_for_one_hit() {
    api.answer(ONE);
    Source limited = sources.api(api.uri() + "/?n={limit}", Map.of());
    limited.check().await().atMost(Duration.ofSeconds(30));
    assertThat(api.lastSeen().uri()).isEqualTo("/?n=1");
    api.answer("{\"hits\":[]}");
    assertThatThrownBy(() -> limited.check().await().atMost(Duration.ofSeconds(30)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("it has hits");
  }

  @Test
  void call_goes_through_the_proxy_that_is_named() {
    api.answer(ONE);
    Source behind =
        sources.api(
            "http://inside.invalid:81/s?q={question}", Map.of("proxy", api.uri().toString()));
    assertThat(await(behind, "q").passages()).hasSize(1);
    assertThat(api.lastSeen().uri()).isEqualTo("http://inside.invalid:81/s?q=q");
    assertThat(api.lastSeen().headers().get("Host")).isEqualTo("inside.invalid:81");
  }

  @Test
  void answer_that_is_not_whole_says_so() {
    for (String sign : List.of("true", "[\"timeout\"]", "\"slow\"", "3")) {
      api.answer("{\"part\":" + sign + ",\"results\":[]}");
      assertThat(
              await(sources.api(api.uri().toString(), Map.of("partial", "$.part")), "q").degraded())
          .as(sign)
          .isEqualTo("partial");
    }
    for (String sign : List.of("false", "[]", "\"\"", "0", "null")) {
      api.answer("{\"part\":" + sign + ",\"results\":[]}");
      assertThat(
              await(sources.api(api.uri().toString(), Map.of("partial", "$.part")), "q").degraded())
          .as(sign)
          .isNull();
    }
  }

  @Test
  void error_under_a_status_of_success_is_a_failure_in_the_apis_words_without_a_secret() {
    Source told =
        sources.api(
            api.uri().toString(),
            Map.of("error", "$.error.info", "empty", "$.batchcomplete", "key", "s3cr3t"));
    api.answer("{\"error\":{\"info\":\"the key s3cr3t is wrong\"}}");
    assertThat(failure(told.search(request("q", Duration.ofSeconds(20))), ErrorKind.PROTOCOL))
        .hasMessageContaining("the key … is wrong");
    api.answer("{\"error\":{\"info\":\"Rate limit reached\"}}");
    failure(told.search(request("q", Duration.ofSeconds(20))), ErrorKind.RATE_LIMITED);
    api.answer("{\"batchcomplete\":true}");
    assertThat(await(told, "q").passages()).isEmpty();
    api.answer("{}");
    failure(told.search(request("q", Duration.ofSeconds(20))), ErrorKind.PROTOCOL);
  }
}
