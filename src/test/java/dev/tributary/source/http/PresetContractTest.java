package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Question;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import dev.tributary.source.http.recorded.Exchange;
import dev.tributary.source.http.recorded.Recording;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset against the documented shapes of its API, whole and broken. */
class PresetContractTest extends PresetFixture {
  static List<String> presets() {
    return Presets.names();
  }

  static Stream<Arguments> scenarios() {
    return presets().stream()
        .flatMap(
            preset ->
                Recording.read(file(preset)).stream()
                    .map(Exchange::scenario)
                    .distinct()
                    .map(scenario -> Arguments.of(preset, scenario)));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void documented_shape_is_read(String preset, String scenario) {
    List<Exchange> exchanges = scenario(preset, scenario);
    Source source = source(preset);
    answer(exchanges, UnaryOperator.identity());
    Map<String, String> expected = exchanges.getFirst().notes();
    if (expected.containsKey("fails")) {
      assertThatThrownBy(() -> ask(source))
          .isInstanceOfSatisfying(
              SourceException.class,
              e ->
                  assertThat(e.kind())
                      .as(e.getMessage())
                      .isEqualTo(ErrorKind.valueOf(expected.get("fails"))))
          .hasMessageContaining(expected.get("words"))
          .hasMessageNotContaining(KEY);
      return;
    }
    Found found = ask(source);
    assertThat(found.degraded()).isEqualTo(expected.get("degraded"));
    assertThat(found.passages())
        .hasSize(Integer.parseInt(expected.getOrDefault("count", "0")))
        .allSatisfy(p -> assertThat(p.text()).isNotBlank());
    if (expected.containsKey("id")) {
      isAsExpected(found.passages().getFirst(), expected);
      api.behave(r -> answer(r, exchanges.getFirst()));
      source(preset).check().await().atMost(Duration.ofSeconds(30));
    }
  }

  private void isAsExpected(Passage first, Map<String, String> expected) {
    if (!expected.get("id").equals("-")) {
      assertThat(PassageId.nativeId(first.id())).isEqualTo(expected.get("id"));
    }
    String url = expected.get("url").replace("BASE", api.uri().toString());
    assertThat(first.title()).isEqualTo(expected.get("title"));
    assertThat(first.url() == null ? "" : first.url()).isEqualTo(url);
    assertThat(first.text()).startsWith(expected.get("text"));
    if (expected.containsKey("metadata")) {
      assertThat(first.metadata()).containsKey(expected.get("metadata"));
    }
  }

  @ParameterizedTest
  @MethodSource("presets")
  void documentation_has_hits_none_and_an_error(String preset) {
    assertThat(Recording.read(file(preset)))
        .extracting(Exchange::scenario)
        .contains("hits", "none", "error");
  }

  @ParameterizedTest
  @MethodSource("presets")
  void too_many_calls_are_rate_limited_and_say_how_long(String preset) {
    api.behave(r -> r.response().setStatusCode(429).putHeader("Retry-After", "7").end());
    assertThat(failure(source(preset), ErrorKind.RATE_LIMITED).retryAfter())
        .contains(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @MethodSource("presets")
  void html_instead_of_what_was_promised_is_a_protocol_failure(String preset) {
    api.answer(200, "text/html", Buffer.buffer("<!doctype html><title>Sign in<br></title>"));
    failure(source(preset), ErrorKind.PROTOCOL);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void truncated_body_is_a_protocol_failure(String preset) {
    answer(scenario(preset, "hits"), e -> e.withBody(e.body().getBuffer(0, e.body().length() / 2)));
    failure(source(preset), ErrorKind.PROTOCOL);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void body_of_fifty_megabytes_is_a_protocol_failure(String preset) {
    api.behave(
        r -> {
          r.response().putHeader("Content-Length", String.valueOf(50 * 1024 * 1024));
          r.response().write("{");
        });
    assertThat(failure(source(preset), ErrorKind.PROTOCOL)).hasMessageContaining("4194304 bytes");
  }

  @ParameterizedTest
  @MethodSource("presets")
  void compressed_answer_is_the_same_answer(String preset) {
    List<Exchange> hits = scenario(preset, "hits");
    answer(hits, UnaryOperator.identity());
    Found plain = ask(source(preset));
    answer(hits, PresetContractTest::compressed);
    assertThat(ask(source(preset))).isEqualTo(plain);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void redirect_to_another_host_is_refused(String preset) {
    try (StubApi other = StubApi.start()) {
      api.behave(
          r -> r.response().setStatusCode(307).putHeader("Location", other.uri() + "/").end());
      assertThat(failure(source(preset), ErrorKind.PROTOCOL)).hasMessageContaining("another host");
      assertThat(other.connections()).isZero();
    }
  }

  private static Exchange compressed(Exchange exchange) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(exchange.body().getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> headers = new HashMap<>(exchange.headers());
    headers.put("Content-Encoding", "gzip");
    return new Exchange(
        exchange.scenario(),
        exchange.notes(),
        exchange.request(),
        exchange.status(),
        headers,
        Buffer.buffer(packed.toByteArray()));
  }

  private static Found ask(Source source) {
    return source.search(request()).await().atMost(Duration.ofSeconds(30));
  }

  private static SearchRequest request() {
    SearchRequest plain = SourceFixture.request(QUESTION, Duration.ofSeconds(20));
    return new SearchRequest(
        new Question(QUESTION), 5, null, plain.deadline(), plain.vector(), false);
  }

  private static SourceException failure(Source source, ErrorKind kind) {
    return SourceFixture.failure(source.search(request()), kind);
  }
}
