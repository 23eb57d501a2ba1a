package dev.tributary.api;

import dev.tributary.retrieval.Coverage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** Answers of every kind, written by the one mapper. */
final class Answers {
  private static final String COVERAGE = "Tributary-Coverage";

  private Answers() {}

  static Response ok(Object answer) {
    return Response.ok(Json.write(answer), MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /**
   * Answers a question at once. A response that is returned is written a turn of the event loop
   * later and is copied twice before: some 65 µs that the client would wait for.
   */
  static void send(RetrievalJson answer, Coverage coverage, HttpServerResponse response) {
    Buffer json = Buffer.buffer(Json.write(answer));
    if (!response.closed()) {
      response
          .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .putHeader(COVERAGE, coverage.answered() + "/" + coverage.requested())
          .end(json);
    }
  }

  static Response text(String text, String mediaType) {
    return Response.ok(text.getBytes(StandardCharsets.UTF_8), mediaType + ";charset=UTF-8")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
