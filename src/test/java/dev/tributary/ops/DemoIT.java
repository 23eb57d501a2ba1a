package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server as a stranger meets it: started with no configuration at all. */
@Timeout(180)
class DemoIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path folder;
  private static PackagedServer server;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    server = PackagedServer.start(folder);
    url = server.url();
    server.awaitLoaded();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode get(String path) throws Exception {
    return answer(HttpRequest.newBuilder(URI.create(url + path)).build());
  }

  private static JsonNode retrieve(Map<String, Object> request) throws Exception {
    return answer(
        HttpRequest.newBuilder(URI.create(url + "/retrieve"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(request)))
            .build());
  }

  private static JsonNode answer(HttpRequest request) throws Exception {
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  @Test
  void three_sources_hold_at_least_200_passages() throws Exception {
    int documents = 0;
    for (JsonNode source : get("/sources").path("sources")) {
      documents += source.path("loading").path("documents").asInt();
    }
    assertThat(get("/sources").path("sources")).hasSize(3);
    assertThat(documents).isGreaterThanOrEqualTo(200);
  }

  @Test
  void all_three_answer_one_question_completely() throws Exception {
    JsonNode answer = retrieve(Map.of("question", "What is a circuit breaker good for?"));
    assertThat(answer.path("coverage").path("complete").asBoolean()).as("%s", answer).isTrue();
    assertThat(answer.path("coverage").path("answered").asInt()).isEqualTo(3);
    assertThat(answer.path("passages")).hasSize(10);
  }

  @Test
  void percent_sign_that_encodes_nothing_is_told() throws Exception {
    URI base = URI.create(url);
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(10_000);
      String request =
          "GET /retrieve?question=100% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 400 ")
          .contains("application/problem+json", "percent-encoded");
    }
  }

  @ParameterizedTest
  @CsvSource({"en, handbook, 0.65", "pt, manual, 0.30"})
  void judged_questions_find_their_passages(String language, String source, double least)
      throws Exception {
    Map<String, Map<String, Integer>> judged = judgments("qrels." + language + ".tsv");
    double sum = 0;
    List<String> questions =
        Files.readAllLines(Path.of("src/test/resources/demo/questions." + language + ".jsonl"));
    for (String line : questions) {
      JsonNode question = JSON.readTree(line);
      JsonNode answer =
          retrieve(Map.of("question", question.path("text").asText(), "sources", List.of(source)));
      sum += ndcg(answer.path("passages"), judged.get(question.path("_id").asText()));
    }
    assertThat(sum / questions.size()).as("nDCG@10 of %s", language).isGreaterThanOrEqualTo(least);
  }

  private static Map<String, Map<String, Integer>> judgments(String file) throws IOException {
    Map<String, Map<String, Integer>> judged = new HashMap<>();
    List<String> lines = Files.readAllLines(Path.of("src/test/resources/demo/" + file));
    for (String line : lines.subList(1, lines.size())) {
      String[] parts = line.split("\t");
      judged
          .computeIfAbsent(parts[0], _ -> new HashMap<>())
          .put(parts[1], Integer.parseInt(parts[2]));
    }
    return judged;
  }

  /** Normalised discounted cumulative gain of the first ten, gains 2^score - 1. */
  private static double ndcg(JsonNode passages, Map<String, Integer> judged) {
    double got = 0;
    for (int i = 0; i < Math.min(10, passages.size()); i++) {
      String id = passages.get(i).path("id").asText();
      got += gain(judged.getOrDefault(id.substring(id.indexOf(':') + 1), 0), i);
    }
    List<Integer> best = judged.values().stream().sorted((a, b) -> b - a).limit(10).toList();
    double ideal = 0;
    for (int i = 0; i < best.size(); i++) {
      ideal += gain(best.get(i), i);
    }
    return got / ideal;
  }

  private static double gain(int score, int place) {
    return (Math.pow(2, score) - 1) / (Math.log(place + 2) / Math.log(2));
  }
}
