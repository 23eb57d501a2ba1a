package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped server's agents' door, by the protocol's official client. */
@Timeout(180)
class McpIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static PackagedServer server;
  private static McpClient client;
  private static JsonNode greeting;

  @BeforeAll
  static void start() throws Exception {
    McpClient.require();
    server = PackagedServer.start(folder);
    String url = server.url();
    server.awaitLoaded();
    client = McpClient.start(url);
    greeting = client.connect(Map.of());
  }

  @AfterAll
  static void stop() throws Exception {
    if (client != null) {
      client.close();
      server.close();
    }
  }

  /** The document that a call came to: the one text, which the structured content equals. */
  private static JsonNode document(JsonNode answer) throws IOException {
    JsonNode result = answer.path("result");
    assertThat(result.path("isError").asBoolean()).as("%s", answer).isFalse();
    assertThat(result.path("content")).hasSize(1);
    assertThat(result.at("/content/0/type").asText()).isEqualTo("text");
    JsonNode document = JSON.readTree(result.at("/content/0/text").asText());
    assertThat(result.path("structuredContent")).isEqualTo(document);
    return document;
  }

  private static String error(JsonNode answer) {
    assertThat(answer.at("/result/isError").asBoolean()).as("%s", answer).isTrue();
    return answer.at("/result/content/0/text").asText();
  }

  @Test
  void server_says_who_it_is_and_has_three_tools_that_only_read() throws IOException {
    assertThat(greeting.at("/result/server/name").asText())
        .as("%s", greeting)
        .isEqualTo("tributary");
    JsonNode tools = client.tools().at("/result/tools");
    assertThat(tools)
        .extracting(tool -> tool.path("name").asText())
        .containsExactlyInAnyOrder("search", "fetch", "retrieve");
    assertThat(tools)
        .allSatisfy(
            tool -> {
              assertThat(tool.at("/annotations/readOnlyHint").asBoolean()).isTrue();
              assertThat(tool.at("/annotations/destructiveHint").asBoolean()).isFalse();
              assertThat(tool.path("description").asText()).isNotBlank();
              assertThat(tool.at("/inputSchema/additionalProperties").isBoolean()).isTrue();
              assertThat(tool.at("/outputSchema/required")).isNotEmpty();
            });
  }

  @Test
  void what_search_finds_can_be_fetched() throws IOException {
    JsonNode results =
        document(client.tool("search", Map.of("query", "What is a circuit breaker good for?")))
            .path("results");
    assertThat(results).hasSize(10);
    for (JsonNode result : results) {
      assertThat(result.properties())
          .extracting(Map.Entry::getKey)
          .containsExactly("id", "title", "url");
      assertThat(result).allSatisfy(field -> assertThat(field.asText()).isNotBlank());
      JsonNode passage = document(client.tool("fetch", Map.of("id", result.path("id").asText())));
      assertThat(passage.properties())
          .extracting(Map.Entry::getKey)
          .containsExactly("id", "title", "text", "url", "metadata");
      assertThat(passage.path("id")).isEqualTo(result.path("id"));
      assertThat(passage.path("url")).isEqualTo(result.path("url"));
      assertThat(passage.path("text").asText()).isNotBlank();
    }
  }

  @Test
  void retrieve_is_the_native_question() throws IOException {
    JsonNode answer =
        document(
            client.tool(
                "retrieve",
                Map.of(
                    "question",
                    "What is a circuit breaker good for?",
                    "sources",
                    List.of("handbook"),
                    "top_k",
                    3)));
    assertThat(answer.path("object").asText()).isEqualTo("retrieval");
    assertThat(answer.path("passages")).hasSize(3);
    assertThat(answer.at("/coverage/complete").asBoolean()).isTrue();
    assertThat(answer.at("/sources/0/name").asText()).isEqualTo("handbook");
  }

  @Test
  void mistake_is_named_with_field_value_and_what_is_allowed() throws IOException {
    assertThat(
            error(client.tool("retrieve", Map.of("question", "q", "sources", List.of("handbok")))))
        .isEqualTo(
            "#/sources/0: unknown source; it was \"handbok\"; allowed: docs, handbook, manual");
    assertThat(error(client.tool("retrieve", Map.of("question", "q", "top_k", 0))))
        .isEqualTo("#/top_k: top_k is a whole number from 1 to 1000; it was \"0\"");
    assertThat(error(client.tool("search", Map.of("question", "q"))))
        .contains("#/question: unknown field", "allowed: query");
    assertThat(error(client.tool("search", Map.of()))).isEqualTo("#/query: query is required");
    assertThat(error(client.tool("search", Map.of("query", " ")))).startsWith("#/query: ");
    assertThat(error(client.tool("fetch", Map.of("id", "handbook:gone"))))
        .contains("#/id: no passage of this id is at hand", "\"handbook:gone\"");
    assertThat(error(client.tool("fetch", Map.of("id", "wiki:1"))))
        .contains("#/id: ", "\"wiki:1\"", "allowed: docs, handbook, manual");
  }

  @Test
  void call_of_a_session_that_this_replica_does_not_know_is_answered() throws Exception {
    try (McpClient other = McpClient.start(server.url())) {
      other.connect(Map.of("Mcp-Session-Id", "begun-elsewhere"));
      assertThat(document(other.tool("search", Map.of("query", "breaker"))).path("results"))
          .isNotEmpty();
    }
  }
}
