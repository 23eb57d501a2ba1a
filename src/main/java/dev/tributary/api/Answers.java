package dev.tributary.api;

import dev.tributary.retrieval.Coverage;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** Answers of every kind, written by the one mapper. */
final class Answers {
  private static final String COVERAGE = "Tributary-Coverage";

  private Answers() {}

  static Response ok(Object answer) {
    return builder(answer).build();
  }

  static Response ok(RetrievalJson answer, Coverage coverage) {
    return builder(answer)
        .header(COVERAGE, coverage.answered() + "/" + coverage.requested())
        .build();
  }

  static Response text(String text, String mediaType) {
    return Response.ok(text.getBytes(StandardCharsets.UTF_8), mediaType + ";charset=UTF-8")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static Response.ResponseBuilder builder(Object answer) {
    return Response.ok(Json.write(answer), MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
