package dev.tributary.source.chroma;

import dev.tributary.source.Distance;
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
import org.jspecify.annotations.Nullable;

/** Sources over a Chroma. */
final class ChromaStores implements AutoCloseable {
  static final String SECRET = "s3cr3t-do-not-show";

  private final CountedCallers callers = new CountedCallers();
  private final @Nullable URI given;

  /** Over the server of all tests. */
  ChromaStores() {
    this(null);
  }

  ChromaStores(@Nullable URI given) {
    this.given = given;
  }

  URI uri() {
    return given == null ? ChromaServer.shared() : given;
  }

  /** A source named {@code contract} that makes its collection. */
  static StoreSettings settings() {
    return new StoreSettings(
        "contract",
        new WritableSettings(WordVectors.MODEL, null, 1_200, Optional.empty()),
        OptionalInt.empty(),
        true,
        StoreFields.DEFAULTS,
        SourceSettings.DEFAULTS);
  }

  ChromaSource open(String collection, StoreSettings settings) {
    return open(uri(), collection, settings, Optional.empty());
  }

  ChromaSource open(
      URI uri, String collection, StoreSettings settings, Optional<Distance> distance) {
    JsonApi api =
        JsonApi.withVectors(
            "keys",
            uri.toString(),
            Map.of("X-Chroma-Token", SECRET),
            settings.source(),
            callers.next(),
            ChromaClient.ERRORS);
    return new ChromaSource(
        ChromaKind.flat(settings),
        new ChromaClient(api, "default_tenant", "default_database", collection, distance));
  }

  boolean touched() {
    return callers.lastCalls() > 0;
  }

  void drop(String collection) throws IOException, InterruptedException {
    send(uri(), "DELETE", "/" + collection, "");
  }

  /** Past the source: to the collections of the default database. */
  static String send(URI uri, String method, String path, String body)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI to =
          uri.resolve(
              "/api/v2/tenants/default_tenant/databases/default_database/collections" + path);
      return client
          .send(
              HttpRequest.newBuilder(to)
                  .header("Content-Type", "application/json")
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
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
