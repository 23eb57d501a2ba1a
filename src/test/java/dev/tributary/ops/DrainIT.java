package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SIGTERM does to the shipped server while somebody waits for an answer. */
class DrainIT {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final int TERMINATED = 143;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void question_in_flight_is_answered_while_readiness_is_off()
      throws IOException, InterruptedException {
    try (SlowApi api = new SlowApi();
        PackagedServer server = start(api, "quarkus.shutdown.delay=2s")) {
      String url = server.url();
      awaitReadiness(url, 200);
      CompletableFuture<HttpResponse<String>> answer = ask(url + "/retrieve");
      assertThat(api.isAsked()).isTrue();

      server.terminate();
      awaitReadiness(url, 503);
      assertThat(answer).isNotDone();
      api.answer();

      assertThat(answer)
          .succeedsWithin(BOUND)
          .satisfies(
              a -> {
                assertThat(a.statusCode()).isEqualTo(200);
                assertThat(a.body()).contains("Late, and still in time.");
              });
      assertThat(server.exitCode(BOUND)).isIn(0, TERMINATED);
    }
  }

  @Test
  void stream_that_would_outlive_the_server_is_ended_with_an_event()
      throws IOException, InterruptedException {
    try (SlowApi api = new SlowApi();
        PackagedServer server = start(api, "quarkus.shutdown.timeout=2s")) {
      String url = server.url();
      awaitReadiness(url, 200);
      CompletableFuture<HttpResponse<String>> answer = ask(url + "/retrieve/stream");
      assertThat(api.isAsked()).isTrue();

      server.terminate();

      assertThat(answer)
          .succeedsWithin(BOUND)
          .satisfies(a -> assertThat(a.body()).contains("shutting down"));
      assertThat(server.exitCode(BOUND)).isIn(0, TERMINATED);
    }
  }

  private PackagedServer start(SlowApi api, String property) throws IOException {
    return PackagedServer.start(
        folder,
        "tributary.source.http.\"slow\".url=" + api.url(),
        "tributary.source.http.\"slow\".wait=30s",
        "tributary.ranking.model=none",
        property);
  }

  private CompletableFuture<HttpResponse<String>> ask(String url) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"question\": \"how long?\"}"))
            .build();
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  private void awaitReadiness(String url, int status) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/q/health/ready")).timeout(BOUND).build();
    long end = System.nanoTime() + BOUND.toNanos();
    int now = client.send(request, BodyHandlers.ofString()).statusCode();
    while (now != status && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
      now = client.send(request, BodyHandlers.ofString()).statusCode();
    }
    assertThat(now).as("readiness").isEqualTo(status);
  }
}
