package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a source makes of an API that answers badly, or worse. */
class BadApisTest extends SourceFixture {
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
}
