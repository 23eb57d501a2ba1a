package dev.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server refuses before a resource sees it, byte by byte. */
@QuarkusTest
@TestProfile(FakeSources.Profile.class)
class RawErrorsTest {
  private static final String CLOSE = "Host: x\r\nConnection: close\r\n\r\n";

  @TestHTTPResource URI server;

  @Test
  void unknown_path_is_404() throws Exception {
    assertProblem(ask("GET /nowhere HTTP/1.1\r\n" + CLOSE), 404);
  }

  @Test
  void unknown_method_is_405_and_names_those_allowed() throws Exception {
    String answer = ask("PATCH /retrieve/batch HTTP/1.1\r\n" + CLOSE);
    assertProblem(answer, 405);
    assertThat(answer).containsIgnoringCase("\r\nallow: OPTIONS, POST\r\n");
  }

  @Test
  void body_that_says_it_is_too_large_is_413_unread() throws Exception {
    assertProblem(
        ask(
            "POST /retrieve HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 1048577\r\n\r\n{"),
        413);
  }

  @Test
  void body_that_grows_too_large_is_413() throws Exception {
    String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
    assertProblem(
        ask(
            "POST /retrieve HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(16)
                + "1\r\n \r\n"),
        413);
  }

  @Test
  void body_of_another_type_is_415() throws Exception {
    assertProblem(
        ask(RawHttp.post("/retrieve", "{}").replace("application/json", "application/xml")), 415);
  }

  @Test
  void body_in_another_encoding_is_400() throws Exception {
    String answer = ask(RawHttp.post("/retrieve", "{\"question\": \"a\u00e7\u00e3o\"}"));
    assertProblem(answer, 400);
    assertThat(answer).contains("the body is not UTF-8: see byte 15");
  }

  @Test
  void request_line_without_http_of_a_known_version_is_400() throws Exception {
    assertProblem(ask("GET /retrieve HTTP/9.9\r\n\r\n"), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOT HTTP AT ALL\r\n\r\n",
        "GET /retrieve?question=%zz HTTP/1.1\r\n" + CLOSE,
        "POST /retrieve HTTP/1.1\r\nContent-Length: many\r\n\r\n"
      })
  void what_is_not_http_gets_a_bare_status_and_a_closed_connection(String request)
      throws Exception {
    assertThat(ask(request)).startsWith("HTTP/1.").contains(" 400 Bad Request\r\n");
  }

  @Test
  void question_too_long_for_a_url_is_414() throws Exception {
    String answer = ask("GET /retrieve?question=" + "x".repeat(40_000) + " HTTP/1.1\r\n" + CLOSE);
    assertProblem(answer, 414);
    assertThat(answer).contains("POST the question instead");
  }

  @Test
  void target_far_beyond_that_is_a_bare_414() throws Exception {
    assertThat(ask("GET /" + "x".repeat(80_000) + " HTTP/1.1\r\n" + CLOSE))
        .contains(" 414 Request-URI Too Long\r\n");
  }

  @Test
  void body_with_a_content_encoding_is_415() throws Exception {
    String answer =
        ask(
            RawHttp.post("/retrieve", "{}")
                .replace("Content-Type", "Content-Encoding: gzip\r\nContent-Type"));
    assertProblem(answer, 415);
    assertThat(answer).contains("without Content-Encoding");
  }

  @Test
  void client_that_waits_to_be_told_to_go_on_is_told() throws Exception {
    String request = RawHttp.post("/retrieve", "{\"question\": \"\"}");
    int body = request.indexOf("\r\n\r\n") + 4;
    try (Socket socket =
        new RawHttp(server)
            .open(request.substring(0, body).replace("Host:", "Expect: 100-continue\r\nHost:"))) {
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      assertThat(answer.readLine()).isEqualTo("HTTP/1.1 100 Continue");
      socket.getOutputStream().write(request.substring(body).getBytes(StandardCharsets.ISO_8859_1));
      assertThat(answer.readLine()).isEmpty();
      assertThat(answer.readLine()).isEqualTo("HTTP/1.1 400 Bad Request");
    }
  }

  @Test
  void body_over_the_cap_is_413_by_http_2_too_and_the_connection_lives() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      HttpClient client =
          vertx.createHttpClient(
              new HttpClientOptions()
                  .setProtocolVersion(HttpVersion.HTTP_2)
                  .setHttp2ClearTextUpgrade(false));
      for (int i = 0; i < 2; i++) {
        String answer =
            client
                .request(HttpMethod.POST, server.getPort(), server.getHost(), "/retrieve")
                .compose(
                    request ->
                        request
                            .putHeader("Content-Type", "application/json")
                            .send(Buffer.buffer(new byte[2_000_000])))
                .compose(HttpClientResponse::body)
                .map(Buffer::toString)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(answer).contains("\"status\":413");
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void too_long_a_header_is_431() throws Exception {
    assertThat(ask("GET / HTTP/1.1\r\nHost: x\r\nA: " + "x".repeat(40_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ");
  }

  private String ask(String request) throws IOException {
    return new RawHttp(server).ask(request);
  }

  private static void assertProblem(String answer, int status) {
    assertThat(answer).containsPattern("^HTTP/\\d\\.\\d " + status + " ");
    assertThat(answer).containsIgnoringCase("\r\ncontent-type: application/problem+json\r\n");
    assertThat(answer).containsIgnoringCase("\r\ncache-control: no-store\r\n");
    assertThat(answer).contains("\"status\":" + status);
  }
}
