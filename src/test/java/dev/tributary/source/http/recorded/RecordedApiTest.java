package dev.tributary.source.http.recorded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecordedApiTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private URI real() throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                r ->
                    r.body()
                        .onSuccess(
                            body ->
                                r.response()
                                    .putHeader("Content-Type", "application/json")
                                    .putHeader("Set-Cookie", "s3cr3t")
                                    .end(
                                        "{\"key\":\"%s\",\"got\":\"%s\"}"
                                            .formatted(r.getHeader("X-Key"), body))));
    server
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  @Test
  void what_was_recorded_is_replayed_and_no_secret_is_written(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("api.http");
    String said;
    try (RecordedApi api =
        RecordedApi.recording(file, "hits", real(), s -> s.replace("s3cr3t", "KEY"))) {
      said =
          given()
              .header("X-Key", "s3cr3t")
              .body("a\nb")
              .post(api.uri() + "/s?key=s3cr3t&q=river")
              .asString();
    }
    assertThat(Files.readString(file))
        .startsWith("### hits\nPOST /s?key=KEY&q=river\n\na\nb\n\nHTTP 200\n")
        .doesNotContain("s3cr3t");
    try (RecordedApi api =
        RecordedApi.of(
            file, "hits", URI.create("http://nowhere.invalid"), s -> s.replace("other", "KEY"))) {
      assertThat(given().body("a\nb").post(api.uri() + "/s?key=other&q=river").asString())
          .isEqualTo(said);
      assertThat(given().get(api.uri() + "/s?q=sea").statusCode()).isEqualTo(418);
      assertThat(api.unknown()).containsExactly(new Exchange.Request("GET", "/s?q=sea", ""));
    }
  }
}
