package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.postgres.Clients;
import dev.tributary.postgres.PostgresAddress;
import dev.tributary.postgres.PostgresServer;
import dev.tributary.source.chroma.ChromaServer;
import dev.tributary.source.http.StubApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real stores, each with a model of its own, answer one question to the packaged server, which
 * has filled them itself; beside them stand sources that are each mistaken about one of them.
 */
@Timeout(180)
class StoresIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PG = "tributary.source.pgvector.";
  private static final String CHROMA = "tributary.source.chroma.";

  /** What a source says that is mistaken, with what was expected and what was found. */
  private static final Map<String, List<String>> MISTAKES =
      Map.of(
          "chroma-gone", List.of("bad_request", "no-such-collection", "does not exist"),
          "chroma-model", List.of("bad_request", "384", "8"),
          "chroma-distance", List.of("bad_request", "cosine", "ip"),
          "chroma-field", List.of("protocol", "no_text", "content_hash"),
          "pg-gone", List.of("bad_request", "no_such_table"),
          "pg-model", List.of("bad_request", "384", "8"),
          "pg-distance", List.of("bad_request", "vector_cosine_ops", "vector_ip_ops"),
          "pg-field", List.of("bad_request", "no_text", "content_hash"));

  private final String name = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @Test
  void stores_of_two_models_answer_together_and_what_is_mistaken_says_why() throws Exception {
    PostgresAddress pg = Clients.address(PostgresServer.shared());
    try (StubApi embeddings = StubApi.start();
        PackagedServer server = PackagedServer.start(folder, properties(pg, embeddings))) {
      embeddings.answer("{\"data\":[{\"embedding\":[1,0,0,0,0,0,0,0]}]}");
      String url = server.url();
      server.awaitLoaded(2);
      JsonNode answer = post(url + "/retrieve", "{\"question\":\"how do rivers join?\"}");
      assertThat(answer.path("passages"))
          .extracting(p -> p.path("id").asText())
          .containsExactlyInAnyOrder("pg:a", "chroma:a");
      Map<String, JsonNode> reports = new TreeMap<>();
      answer.path("sources").forEach(one -> reports.put(one.path("name").asText(), one));
      assertThat(reports).hasSize(2 + MISTAKES.size());
      for (String well : List.of("pg", "chroma")) {
        assertThat(reports.get(well).path("status").asText()).as("%s", answer).isEqualTo("ok");
        assertThat(reports.get(well).has("degraded")).as("%s", answer).isFalse();
        assertThat(check(url, well).path("status").asText()).isEqualTo("ok");
      }
      assertThat(metrics(url)).contains("tributary_source_").doesNotContain("clientType=\"sql\"");
      for (Map.Entry<String, List<String>> mistake : MISTAKES.entrySet()) {
        assertTells(reports.get(mistake.getKey()), mistake.getValue());
        assertTells(check(url, mistake.getKey()), mistake.getValue());
      }
    } finally {
      try (Clients clients = new Clients()) {
        clients.sql(pg, "DROP TABLE IF EXISTS " + name);
      }
    }
  }

  private static void assertTells(JsonNode report, List<String> said) {
    JsonNode error = report.path("error");
    assertThat(error.path("kind").asText() + " " + error.path("message").asText())
        .as("%s", report)
        .contains(said);
  }

  private String[] properties(PostgresAddress pg, StubApi embeddings) throws Exception {
    List<String> all = new ArrayList<>();
    all.add("tributary.embedding.minilm-l6-v2-q.wait=20s");
    all.add("tributary.embedding.small.type=openai");
    all.add("tributary.embedding.small.url=" + embeddings.uri() + "/v1");
    all.add("tributary.embedding.small.model=small");
    all.add("tributary.embedding.small.wait=20s");
    for (String source : List.of("pg", "pg-gone", "pg-model", "pg-distance", "pg-field")) {
      all.add(
          "%s%s.url=postgresql://%s:%d/%s"
              .formatted(PG, source, pg.host(), pg.port(), pg.database()));
      all.add(PG + source + ".user=" + pg.user());
      all.add(PG + source + ".password=" + pg.password().orElseThrow());
      all.add(PG + source + ".table=" + (source.equals("pg-gone") ? "no_such_table" : name));
      all.add(PG + source + ".wait=20s");
    }
    all.add(PG + "pg.create=true");
    all.add(PG + "pg.load=" + file("pg", "Rivers join where valleys meet."));
    all.add(PG + "pg-model.model=small");
    all.add(PG + "pg-distance.distance=dot");
    all.add(PG + "pg-field.fields.text=no_text");
    for (String source : List.of("", "-gone", "-model", "-distance", "-field")) {
      String keys = CHROMA + "chroma" + source;
      all.add(keys + ".url=" + ChromaServer.shared());
      all.add(keys + ".collection=" + (source.equals("-gone") ? "no-such-collection" : name));
      all.add(keys + ".wait=20s");
      if (!source.equals("-model")) {
        all.add(keys + ".model=small");
      }
    }
    all.add(CHROMA + "chroma.create=true");
    all.add(CHROMA + "chroma.load=" + file("chroma", "A tributary ends in a larger stream."));
    all.add(CHROMA + "chroma-distance.distance=dot");
    all.add(CHROMA + "chroma-field.fields.text=no_text");
    return all.toArray(String[]::new);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".jsonl"), "{\"_id\":\"a\",\"text\":\"" + text + "\"}\n");
  }

  private JsonNode check(String url, String source) throws Exception {
    return post(url + "/sources/" + source + "/check", "");
  }

  private String metrics(String url) throws Exception {
    URI metrics = URI.create(url + "/q/metrics");
    return http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private JsonNode post(String url, String body) throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }
}
