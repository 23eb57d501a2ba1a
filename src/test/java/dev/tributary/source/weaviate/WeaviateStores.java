package dev.tributary.source.weaviate;

import dev.tributary.source.Servers;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WordVectors;
import dev.tributary.source.WritableSettings;
import dev.tributary.source.http.CountedCallers;
import dev.tributary.source.http.JsonApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Sources over a Weaviate. */
final class WeaviateStores implements AutoCloseable {
  private final CountedCallers callers = new CountedCallers();

  static final String SECRET = "s3cr3t-do-not-show";

  /** A shape without anything said. */
  static WeaviateShape shape(String collection) {
    return new WeaviateShape(
        WeaviateShape.capital(collection),
        Optional.empty(),
        Optional.empty(),
        0.5,
        Optional.empty());
  }

  /** The server of all tests. */
  static URI uri() {
    return Servers.url("weaviate", () -> WeaviateContainer.start(key()));
  }

  /** What the server of all tests wants as credential. */
  static String key() {
    String given = System.getenv("TRIBUTARY_IT_WEAVIATE_KEY");
    return given == null ? SECRET : given;
  }

  /** A source named {@code contract} that makes its collection. */
  static StoreSettings settings() {
    return settings(true);
  }

  static StoreSettings settings(boolean create) {
    return new StoreSettings(
        "contract",
        new WritableSettings(WordVectors.MODEL, null, 1_200, Optional.empty()),
        OptionalInt.empty(),
        create,
        StoreFields.DEFAULTS,
        SourceSettings.DEFAULTS);
  }

  WeaviateSource open(URI uri, WeaviateShape shape, StoreSettings settings) {
    JsonApi api =
        JsonApi.withVectors(
            "keys",
            uri.toString(),
            Map.of("Authorization", "Bearer " + key()),
            settings.source(),
            callers.next(),
            WeaviateClient.ERRORS);
    return new WeaviateSource(settings, new WeaviateClient(api, shape));
  }

  boolean touched() {
    return callers.lastCalls() > 0;
  }

  /** Past the source. */
  void drop(URI server, String collection) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(server.resolve("/v1/schema/" + WeaviateShape.capital(collection)))
              .header("Authorization", "Bearer " + key())
              .DELETE()
              .build(),
          HttpResponse.BodyHandlers.discarding());
    }
  }

  @Override
  public void close() throws Exception {
    callers.close();
  }
}
