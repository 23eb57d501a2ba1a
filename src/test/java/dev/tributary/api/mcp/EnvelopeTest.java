package dev.tributary.api.mcp;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.api.FakeSources;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents and others send to the door, and that each of them gets an answer. */
@QuarkusTest
@TestProfile(FakeSources.Profile.class)
@Timeout(60)
class EnvelopeTest {
  private static ValidatableResponse post(String body) {
    return given()
        .header("Accept", "application/json, text/event-stream")
        .contentType("application/json")
        .body(body)
        .post("/mcp")
        .then();
  }

  private static ValidatableResponse call(String params) {
    return post(
        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": "
            + params
            + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"jsonrpc\":", "what a client wrote"})
  void what_is_not_json_is_refused(String body) {
    post(body).statusCode(400).body("error.code", equalTo(-32700)).body("id", nullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "null", "\"a\"", "[]", "[7]", "[{\"method\": \"ping\", \"id\": 1}]"})
  void what_is_not_one_message_is_refused(String body) {
    post(body).statusCode(400).body("error.code", equalTo(-32600)).body("id", nullValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "{\"name\": \"search\", \"arguments\": []}",
        "{\"name\": \"drop\"}"
      })
  void call_of_no_tool_or_with_no_arguments_is_answered(String params) {
    call(params).statusCode(200).body("error.code", equalTo(-32602)).body("id", equalTo(1));
  }

  @Test
  void arguments_that_are_null_are_absent() {
    call("""
    {"name": "retrieve", "arguments":
      {"question": "q", "sources": ["docs"], "filter": null, "top_k": null}}\
    """)
        .statusCode(200)
        .body(containsString("\"isError\":false"));
    call("{\"name\": \"search\", \"arguments\": {\"query\": null}}")
        .statusCode(200)
        .body(containsString("#/query: query is required"));
    call("{\"name\": \"search\", \"arguments\": null}")
        .statusCode(200)
        .body(containsString("#/query: query is required"));
  }

  @Test
  void notification_that_nobody_knows_is_taken_in_silence() {
    post("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/else\"}")
        .statusCode(202)
        .body(equalTo(""));
  }

  @Test
  void names_that_clients_make_up_are_not_counted_one_by_one() {
    call("{\"name\": \"made-up\", \"arguments\": {}}").statusCode(200);
    given().get("/q/metrics").then().body(not(containsString("made-up")));
  }

  @Test
  void body_that_is_too_large_is_a_problem() {
    call("{\"name\": \"" + "x".repeat(1 << 20) + "\"}").statusCode(413);
  }

  @Test
  void there_is_no_stream_to_listen_to_and_no_older_transport() {
    given()
        .header("Accept", "text/event-stream")
        .header("Mcp-Session-Id", "any")
        .get("/mcp")
        .then()
        .statusCode(405)
        .header("Allow", equalTo("DELETE, POST"))
        .contentType("application/problem+json");
    given().header("Accept", "text/event-stream").get("/mcp/sse").then().statusCode(404);
    given()
        .contentType("application/json")
        .body("{}")
        .post("/mcp/messages/1")
        .then()
        .statusCode(404);
  }
}
