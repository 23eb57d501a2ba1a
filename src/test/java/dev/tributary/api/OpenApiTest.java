package dev.tributary.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Iterator;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The document says what the server does: its examples are accepted, its schemas are kept. */
@QuarkusTest
@TestProfile(FakeSources.Profile.class)
class OpenApiTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonNode document;
  private SchemaCheck schemas;

  @BeforeEach
  void read() throws Exception {
    document = MAPPER.readTree(given().get("/q/openapi?format=json").asString());
    schemas = new SchemaCheck(document);
  }

  @Test
  void every_example_of_a_request_is_accepted_and_keeps_its_schema() throws Exception {
    int tried = 0;
    for (Entry<String, JsonNode> path : document.at("/paths").properties()) {
      JsonNode json = path.getValue().at("/post/requestBody/content/application~1json");
      for (JsonNode example : json.path("examples")) {
        schemas.check(json.get("schema"), example.get("value"));
        Response answer = json(example.get("value")).post(path.getKey());
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        tried++;
      }
    }
    assertThat(tried).isEqualTo(8);
  }

  @Test
  void every_example_of_an_answer_keeps_its_schema() {
    int checked = 0;
    for (JsonNode content : document.findValues("content")) {
      for (JsonNode media : content) {
        for (JsonNode example : media.path("examples")) {
          schemas.check(media.get("schema"), example.get("value"));
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(11);
  }

  @Test
  void every_answer_keeps_its_schema() throws Exception {
    String all =
        "{\"question\": \"q\", \"include\": [\"contributions\", \"plan\"],"
            + " \"sources\": [\"docs\", \"wiki\", \"late\", \"down\", \"nothing\"]}";
    check("Retrieval", json(MAPPER.readTree(all)).post("/retrieve"));
    String packed = "{\"diversity\": 0.5, \"max_tokens\": 14, \"max_per_source\": 1, ";
    check("Retrieval", json(MAPPER.readTree(all.replaceFirst("\\{", packed))).post("/retrieve"));
    check("Problem", json(MAPPER.readTree("{\"topk\": 1}")).post("/retrieve"));
    String partial = all.replace("{\"question", "{\"on_partial\": \"fail\", \"question");
    check("Problem", json(MAPPER.readTree(partial)).post("/retrieve"));
    for (String name : new String[] {"docs", "wiki", "idle"}) {
      check("SourceState", given().get("/sources/" + name));
    }
    check("Check", given().post("/sources/docs/check"));
    check("Check", given().post("/sources/busy/check"));
    String batch = "{\"questions\": [\"q\", \"\"]}";
    String lines = json(MAPPER.readTree(batch)).post("/retrieve/batch").asString();
    for (String line : lines.split("\n")) {
      schemas.check("BatchItem", MAPPER.readTree(line));
    }
  }

  @Test
  void query_with_every_example_is_accepted() {
    RequestSpecification request = given();
    for (JsonNode parameter : document.at("/paths/~1retrieve/get/parameters")) {
      if (parameter.has("example")) {
        request.queryParam(parameter.get("name").asText(), parameter.get("example").asText());
      }
    }
    request.get("/retrieve").then().statusCode(200);
  }

  @Test
  void every_path_allows_what_the_document_says() {
    for (Entry<String, JsonNode> path : document.at("/paths").properties()) {
      Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
      for (Iterator<String> names = path.getValue().fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (name.equals("get")) {
          methods.add("HEAD");
        }
        if (!name.equals("parameters")) {
          methods.add(name.toUpperCase(java.util.Locale.ROOT));
        }
      }
      given()
          .delete(path.getKey().replace("{name}", "docs").replace("{id}", "p0"))
          .then()
          .statusCode(405)
          .header("Allow", String.join(", ", methods));
    }
  }

  private void check(String schema, Response answer) throws Exception {
    schemas.check(schema, MAPPER.readTree(answer.asString()));
  }

  private static RequestSpecification json(JsonNode body) {
    return given().contentType("application/json").accept("*/*").body(body.toString());
  }
}
