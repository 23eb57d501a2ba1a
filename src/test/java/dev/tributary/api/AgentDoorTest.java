package dev.tributary.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.passage.PassageId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents are given, and who else may have it. */
@QuarkusTest
@TestProfile(AgentDoorTest.WithKeys.class)
class AgentDoorTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ANA = "test-key-of-ana";
  private static final String RUI = "test-key-of-rui";

  public static class WithKeys implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> all = new HashMap<>(new FakeSources.Profile().getConfigOverrides());
      all.put(FakeArchive.SWITCH, "true");
      all.put("tributary.api-keys-file", "src/test/resources/access/api-keys");
      return all;
    }
  }

  /** What a call of a tool came to. */
  private static JsonNode tool(String key, String name, Map<String, ?> arguments)
      throws IOException {
    String answer =
        given()
            .header("Authorization", "Bearer " + key)
            .header("Accept", "application/json, text/event-stream")
            .contentType("application/json")
            .body(
                Map.of(
                    "jsonrpc",
                    "2.0",
                    "id",
                    1,
                    "method",
                    "tools/call",
                    "params",
                    Map.of("name", name, "arguments", arguments)))
            .post("/mcp")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    // It may come as an event.
    return JSON.readTree(answer.substring(answer.indexOf('{'))).path("result");
  }

  private static Response read(String key, String url) {
    return given()
        .urlEncodingEnabled(false)
        .header("X-API-Key", key)
        .get(url.substring(url.indexOf("/sources/")));
  }

  private static String text(JsonNode result) {
    return result.at("/content/0/text").asText();
  }

  @Test
  void what_one_caller_was_given_is_kept_for_no_other() throws IOException {
    tool(ANA, "retrieve", Map.of("question", "q", "sources", List.of("docs")));

    assertThat(tool(ANA, "fetch", Map.of("id", "docs:p1")).at("/structuredContent/id").asText())
        .isEqualTo("docs:p1");
    assertThat(text(tool(RUI, "fetch", Map.of("id", "docs:p1"))))
        .startsWith("#/id: no passage of this id is at hand");
    read(ANA, "/sources/docs/documents/p1").then().statusCode(200).body("id", equalTo("docs:p1"));
    read(RUI, "/sources/docs/documents/p1").then().statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "guide/readme.md",
        "https://example.com/a?b=c&d=%20+",
        "../secret",
        "água 😀",
        "50% #1",
      })
  void address_of_a_passage_that_has_none_of_its_own_leads_to_it(String nativeId)
      throws IOException {
    String id = PassageId.ofChunk("archive", nativeId, 3);
    JsonNode passage = tool(ANA, "fetch", Map.of("id", id)).path("structuredContent");

    assertThat(passage.path("id").asText()).isEqualTo(id);
    JsonNode read = JSON.readTree(read(RUI, passage.path("url").asText()).asString());
    assertThat(read).isEqualTo(passage);
  }

  @Test
  void source_that_fails_is_not_said_to_have_nothing() throws IOException {
    assertThat(text(tool(ANA, "fetch", Map.of("id", "archive:broken"))))
        .isEqualTo("archive: it burnt down; try again in 1 s");
    read(ANA, "/sources/archive/documents/broken")
        .then()
        .statusCode(503)
        .header("Retry-After", "1")
        .body("detail", equalTo("archive: it burnt down"));
    assertThat(text(tool(ANA, "fetch", Map.of("id", "archive:gone"))))
        .startsWith("#/id: no passage of this id is at hand");
  }

  @Test
  void what_was_given_out_outlives_its_source() throws IOException {
    tool(RUI, "retrieve", Map.of("question", "broken", "sources", List.of("archive")));

    assertThat(text(tool(RUI, "fetch", Map.of("id", "archive:broken")))).contains("Of  archive");
  }

  @Test
  void address_that_leads_nowhere_says_so() {
    read(ANA, "/sources/none/documents/1")
        .then()
        .statusCode(404)
        .body("detail", startsWith("there is no source named \"none\""));
    read(ANA, "/sources/archive/documents/gone")
        .then()
        .statusCode(404)
        .body("detail", containsString("take one that a search gave in the last 10 minutes"));
    read(ANA, "/sources/archive/documents/a?chunk=x")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("#/chunk"))
        .body("errors[0].rejected", equalTo("x"));
  }
}
