package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Question;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a source makes of an API that behaves well, badly, or worse. */
@Timeout(60)
class HttpSourceTest {
  private static final String ONE = "{\"results\":[{\"id\":\"1\",\"text\":\"Água é vida\"}]}";

  private final StubApi api = StubApi.start();
  private final Sources sources = new Sources();
  private final Source source =
      sources.api(
          api.uri() + "/search?key=s3cr3t",
          Map.of("query.\"q\"", "{question}", "headers.\"X-Key\"", "s3cr3t"));

  @AfterEach
  void stop() throws Exception {
    sources.close();
    api.close();
  }

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
                "method", "POST",
                "body",
                    "{ \"q\": \"about {question}\", \"size\": \"{limit}\", \"as\": \"top {limit}\" }"));
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
    assertThat(failure(ErrorKind.OVERLOADED).retryAfter()).contains(Duration.ofSeconds(7));
  }

  @Test
  void html_where_json_was_promised_is_a_protocol_failure() {
    api.answer(" \n<!doctype html><title>Sign in</title>");
    assertThat(failure(ErrorKind.PROTOCOL)).hasMessageContaining("HTML");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"results\":[{\"id\":\"1\",\"te", "{\"results\":[]} trailing", "nope"})
  void broken_json_is_a_protocol_failure(String body) {
    api.answer(body);
    assertThat(failure(ErrorKind.PROTOCOL)).hasMessageContaining("not JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n"})
  void empty_body_is_a_protocol_failure(String body) {
    api.answer(body);
    assertThat(failure(ErrorKind.PROTOCOL)).hasMessageContaining("body");
  }

  @Test
  void json_of_ten_thousand_levels_is_a_protocol_failure() {
    api.answer("[".repeat(10_000) + "]".repeat(10_000));
    assertThat(failure(ErrorKind.PROTOCOL)).hasMessageContaining("too deep");
  }

  @Test
  void body_of_fifty_megabytes_is_a_protocol_failure() {
    api.answer(200, "application/json", Buffer.buffer(new byte[50 * 1024 * 1024]));
    assertThat(failure(ErrorKind.PROTOCOL)).hasMessageContaining("4194304 bytes");
  }

  @Test
  void gzip_bomb_is_a_protocol_failure() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(new byte[100 * 1024 * 1024]);
    }
    Buffer bomb = Buffer.buffer(packed.toByteArray());
    api.behave(r -> r.response().putHeader("Content-Encoding", "gzip").end(bomb));
    assertThat(failure(ErrorKind.PROTOCOL)).hasMessageContaining("4194304 bytes");
  }

  @Test
  void large_answer_within_the_cap_is_read() {
    String text = "x".repeat(1_000_000);
    api.answer("{\"results\":[{\"id\":\"1\",\"text\":\"" + text + "\"}]}");
    assertThat(await(source, "q").passages().getFirst().text()).hasSize(8_000);
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, application/json",
    "UTF-8, application/json; charset=ISO-8859-1",
    "ISO-8859-1, application/json; charset=iso-8859-1",
    "UTF-16LE, application/json",
    "UTF-16BE, application/json",
    "UTF-32BE, application/json",
    "windows-1252, 'application/json; charset=\"windows-1252\"'"
  })
  void charset_is_found_whatever_is_declared(String charset, String contentType) {
    api.answer(200, contentType, Buffer.buffer(ONE.getBytes(Charset.forName(charset))));
    assertThat(await(source, "q").passages().getFirst().text()).isEqualTo("Água é vida");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void byte_order_mark_is_skipped(String charset) {
    api.answer(
        200,
        "application/json",
        Buffer.buffer(("\uFEFF" + ONE).getBytes(Charset.forName(charset))));
    assertThat(await(source, "q").passages().getFirst().text()).isEqualTo("Água é vida");
  }

  @Test
  void bytes_of_no_declared_charset_are_a_protocol_failure() {
    api.answer(200, "application/json", Buffer.buffer(ONE.getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(failure(ErrorKind.PROTOCOL)).hasMessageContaining("not JSON");
  }

  @Test
  void redirect_to_another_host_is_refused() {
    try (StubApi other = StubApi.start()) {
      api.behave(
          r -> r.response().setStatusCode(302).putHeader("Location", other.uri() + "/").end());
      assertThat(failure(ErrorKind.PROTOCOL)).hasMessageContaining("another host");
      assertThat(other.connections()).isZero();
    }
  }

  @Test
  void redirect_to_a_metadata_address_is_refused() {
    api.behave(
        r ->
            r.response()
                .setStatusCode(307)
                .putHeader("Location", "http://169.254.169.254/latest/")
                .end());
    assertThat(failure(ErrorKind.PROTOCOL)).hasMessageContaining("another host");
  }

  @Test
  void slow_drip_is_a_timeout() {
    api.behave(
        r -> {
          var response = r.response().setChunked(true);
          long timer = api.vertx().setPeriodic(20, _ -> response.write(" "));
          response.closeHandler(_ -> api.vertx().cancelTimer(timer));
        });
    Uni<Found> search = source.search(request("q", Duration.ofMillis(200)));
    assertThat(failure(search, ErrorKind.TIMEOUT)).hasMessageContaining("in time");
  }

  @Test
  void reset_in_the_middle_is_unavailable() {
    api.behave(
        r -> {
          r.response().putHeader("Content-Length", "100").write("{\"results\":");
          r.connection().close();
        });
    assertThat(failure(ErrorKind.UNAVAILABLE)).hasMessageContaining("before its answer was whole");
  }

  @Test
  void host_without_an_address_is_unavailable() {
    Source nowhere = sources.api("http://no-such-host.invalid/", Map.of());
    failure(nowhere.search(request("q", Duration.ofSeconds(20))), ErrorKind.UNAVAILABLE);
  }

  @Test
  void tls_to_a_plain_port_is_unavailable() {
    Source tls = sources.api("https://127.0.0.1:" + api.uri().getPort(), Map.of());
    SourceException failure =
        failure(tls.search(request("q", Duration.ofSeconds(20))), ErrorKind.UNAVAILABLE);
    assertThat(failure).hasMessageContaining("TLS");
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

  private SourceException failure(ErrorKind kind) {
    return failure(source.search(request("q", Duration.ofSeconds(20))), kind);
  }

  private static SourceException failure(Uni<Found> search, ErrorKind kind) {
    SourceException[] failure = new SourceException[1];
    assertThatThrownBy(() -> search.await().atMost(Duration.ofSeconds(30)))
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> {
              assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
              assertThat(e.getMessage()).doesNotContain("s3cr3t");
              failure[0] = e;
            });
    return failure[0];
  }

  private static Found await(Source source, String question) {
    return source
        .search(request(question, Duration.ofSeconds(20)))
        .await()
        .atMost(Duration.ofSeconds(30));
  }

  private static SearchRequest request(String question, Duration budget) {
    return new SearchRequest(
        new Question(question),
        10,
        null,
        Deadline.after(budget),
        Uni.createFrom().failure(() -> new IllegalStateException("an API takes no vector")),
        false);
  }
}
