package dev.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
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
