package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents come in by the rules that hold for everybody: keys, deadlines, and leaving. */
@Timeout(120)
class McpAccessIT {
  private static final String KEY = "a-key-of-a-test";

  @TempDir private static Path folder;
  private static MoodyApis apis;
  private static PackagedServer server;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    McpClient.require();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(StandardCharsets.UTF_8));
    Path keys = folder.resolve("keys");
    Files.writeString(keys, "agent " + HexFormat.of().formatHex(hash));
    apis = new MoodyApis();
    List<String> properties = new ArrayList<>(apis.sources("good", "late"));
    properties.add("tributary.source.http.\"late\".wait=20s");
    properties.add("tributary.ranking.model=none");
    properties.add("tributary.log.questions=true");
    properties.add("tributary.api-keys-file=" + keys);
    properties.add("tributary.public-url=https://search.example.com/");
    properties.add("quarkus.http.host=127.0.0.1");
    server = PackagedServer.start(folder, properties.toArray(String[]::new));
    url = server.url();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
      apis.close();
    }
  }

  @Test
  void agent_without_a_key_does_not_come_in() throws Exception {
    try (McpClient stranger = McpClient.start(url)) {
      assertThat(stranger.connect(Map.of()).path("error").asText()).contains("API key");
    }
    try (McpClient guesser = McpClient.start(url, "another-key")) {
      assertThat(guesser.connect(Map.of()).path("error").asText()).contains("API key");
    }
  }

  @Test
  void passage_without_an_address_gets_one_of_this_server_and_is_kept_for_a_while()
      throws Exception {
    try (McpClient agent = McpClient.start(url, KEY)) {
      agent.connect(Map.of());
      JsonNode found =
          agent.tool("retrieve", Map.of("question", "breaker", "sources", List.of("good")));
      assertThat(found.at("/result/structuredContent/passages/0/id").asText()).isEqualTo("good:1");
      JsonNode passage =
          agent.tool("fetch", Map.of("id", "good:1")).at("/result/structuredContent");
      assertThat(passage.path("text").asText()).startsWith("A circuit breaker");
      assertThat(passage.path("url").asText())
          .isEqualTo("https://search.example.com/sources/good/documents/1");
    }
  }

  @Test
  void deadline_of_the_request_holds() throws Exception {
    try (McpClient agent = McpClient.start(url, KEY)) {
      agent.connect(Map.of("Tributary-Deadline-Ms", "2000"));
      JsonNode answer =
          agent
              .tool("retrieve", Map.of("question", "breaker", "sources", List.of("good", "late")))
              .path("result");
      assertThat(answer.at("/structuredContent/sources"))
          .as("%s", answer)
          .extracting(source -> source.path("status").asText())
          .containsExactly("ok", "timeout");
      assertThat(answer.at("/structuredContent/took_ms").asInt()).isLessThan(15_000);
    }
  }

  @Test
  void call_that_the_client_cancels_is_cancelled_at_the_source() throws Exception {
    try (McpClient agent = McpClient.start(url, KEY)) {
      agent.connect(Map.of());
      JsonNode given =
          agent.abortedTool(
              "retrieve", Map.of("question", "patience", "sources", List.of("late")), 300);
      assertThat(given.has("error")).as("%s", given).isTrue();
      awaitCancelled("patience");
    }
  }

  @Test
  void call_whose_client_goes_away_is_cancelled_at_the_source_and_needs_no_session()
      throws Exception {
    HttpClient leaving = HttpClient.newHttpClient();
    HttpRequest call =
        HttpRequest.newBuilder(URI.create(url + "/mcp"))
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "retrieve",
                     "arguments": {"question": "leaving", "sources": ["late"]}}}\
                    """))
            .build();
    CompletableFuture<HttpResponse<String>> answer =
        leaving.sendAsync(call, HttpResponse.BodyHandlers.ofString());
    assertThat(apis.awaitQuestion("leaving")).isTrue();
    answer.cancel(true);
    awaitCancelled("leaving");
  }

  private static void awaitCancelled(String question) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!isCancelled(question) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(isCancelled(question)).as(server.output()).isTrue();
  }

  private static boolean isCancelled(String question) {
    return server
        .output()
        .lines()
        .anyMatch(
            line ->
                line.contains("retrieval outcome=cancelled")
                    && line.endsWith("question=\"" + question + "\""));
  }
}
