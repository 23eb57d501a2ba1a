package dev.tributary.source.milvus;

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

/** Sources over a Milvus. */
final class MilvusStores implements AutoCloseable {
  private final CountedCallers callers = new CountedCallers();

  /** The server of all tests. */
  static URI uri() {
    return Servers.url("milvus", () -> MilvusServer.start().uri());
  }

  /** What the server of all tests wants as credential. */
  static String token() {
    String given = System.getenv("TRIBUTARY_IT_MILVUS_TOKEN");
    return given == null ? MilvusServer.TOKEN : given;
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

  MilvusSource open(URI uri, String collection, StoreSettings settings) {
    return open(uri, collection, settings, new MilvusShape(Optional.empty(), Optional.empty()));
  }

  MilvusSource open(URI uri, String collection, StoreSettings settings, MilvusShape shape) {
    JsonApi api =
        JsonApi.withVectors(
            "keys",
            uri.toString(),
            Map.of("Authorization", "Bearer " + token(), "Accept-Type-Allow-Int64", "true"),
            settings.source(),
            callers.next(),
            MilvusClient.ERRORS);
    return new MilvusSource(settings, new MilvusClient(api, "default", collection, shape));
  }

  boolean touched() {
    return callers.lastCalls() > 0;
  }

  void drop(String collection) throws IOException, InterruptedException {
    post("collections/drop", "{\"collectionName\":\"%s\"}".formatted(collection));
  }

  /** Past the source. */
  static String post(String path, String body) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(uri().resolve("/v2/vectordb/" + path))
                  .header("Authorization", "Bearer " + token())
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Override
  public void close() throws Exception {
    callers.close();
  }
}
