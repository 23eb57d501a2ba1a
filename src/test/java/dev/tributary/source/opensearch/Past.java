package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.source.http.JsonApi;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls of a server past the source. */
final class Past {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Past() {}

  /** The answer, whatever its status. */
  static JsonNode call(URI server, String method, String path, String json) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + path))
            .method(method, HttpRequest.BodyPublishers.ofString(json))
            .header("Content-Type", "application/json")
            .build();
    return JsonApi.mapper().readTree(CLIENT.send(request, BodyHandlers.ofByteArray()).body());
  }

  /** Removes an index; none there is no error. */
  static void drop(URI server, String index) throws Exception {
    JsonNode answer = call(server, "DELETE", "/" + index, "");
    if (answer.path("status").asInt(200) != 200 && answer.path("status").asInt() != 404) {
      throw new IllegalStateException(answer.toString());
    }
  }
}
