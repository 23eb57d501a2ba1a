package dev.tributary.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FakeSources.Profile.class)
class RetrieveResourceTest {
  private static final String RRF = "\"fusion\": {\"method\": \"rrf\"}";

  @Test
  void question_is_answered_by_all_default_sources() {
    ask("{\"question\": \"limiter\", \"include\": [\"contributions\", \"plan\"], " + RRF + "}")
        .statusCode(200)
        .contentType("application/json")
        .header("Tributary-Coverage", equalTo("2/2"))
        .header("Cache-Control", equalTo("no-store"))
        .body("object", equalTo("retrieval"))
        .body("question", equalTo("limiter"))
        .body("passages.id", contains("docs:p0", "wiki:p0", "docs:p1"))
        .body("passages[0].title", equalTo("A title with ç and 🌊"))
        .body("passages[0].url", equalTo("https://docs.example.com/0"))
        .body("passages[0].text", containsString("cut in a pair \uFFFD"))
        .body("passages[0].metadata.tags", contains("a", "b"))
        .body("passages[0].contributions[0].part", equalTo(1 / 61f))
        .body("passages[2]", not(hasKey("title")))
        .body("coverage.requested", equalTo(2))
        .body("coverage.complete", equalTo(false))
        .body("coverage.degraded", contains("loading"))
        .body("sources.name", contains("docs", "wiki"))
        .body("sources[1].dropped", equalTo(2))
        .body("sources[1].degraded", equalTo("loading"))
        .body("sources[0]", not(hasKey("dropped")))
        .body("sources[0]", not(hasKey("error")))
        .body("plan.candidates", equalTo(3))
        .body("steps.name", contains("ranking"));
  }

  @Test
  void packed_answer_tells_what_it_left_out() {
    ask("{\"question\": \"limiter\", \"max_per_source\": 1, \"max_tokens\": 25,"
            + " \"include\": [\"plan\"], "
            + RRF
            + "}")
        .statusCode(200)
        .body("passages.id", contains("docs:p0"))
        .body("omitted.id", contains("wiki:p0", "docs:p1"))
        .body("omitted.reason", contains("max_tokens", "diversity"))
        .body("omitted[0]", not(hasKey("of")))
        .body("omitted_count", equalTo(2))
        .body("tokens", lessThanOrEqualTo(25))
        .body("plan.tokenizer", equalTo("characters"));
    ask("{\"question\": \"limiter\", " + RRF + "}")
        .body("$", not(hasKey("omitted")))
        .body("$", not(hasKey("omitted_count")))
        .body("$", not(hasKey("tokens")));
  }

  @Test
  void query_string_gets_the_same_answer_as_the_body() {
    String body =
        ask("{\"question\": \"limiter\", \"top_k\": 2, \"sources\": [\"docs\"], " + RRF + "}")
            .extract()
            .path("passages.toString()");
    given()
        .get("/retrieve?question=limiter&top_k=2&sources=docs&fusion=rrf")
        .then()
        .statusCode(200)
        .body("passages.toString()", equalTo(body));
  }

  @Test
  void head_has_the_headers_of_an_answer_and_no_body() {
    given()
        .head("/retrieve?question=limiter&fusion=rrf")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .header("Tributary-Coverage", equalTo("2/2"))
        .header("Cache-Control", equalTo("no-store"))
        .body(equalTo(""));
  }

  @Test
  void what_is_wrong_in_itself_is_400_with_every_field() {
    problem(ask("{\"question\": \"\", \"top_k\": 0, \"souces\": []}"), 400, "invalid-request")
        .body("errors.pointer", contains("#/souces", "#/question", "#/top_k"))
        .body("errors[0].detail", equalTo("unknown field; did you mean \"sources\"?"))
        .body("errors[0].allowed", hasItems("question", "sources"))
        .body("errors[2].rejected", equalTo("0"))
        .body("instance", equalTo("/retrieve"));
    problem(given().get("/retrieve?question=a&limit=3").then(), 400, "invalid-request")
        .body("errors.pointer", contains("#/limit"));
    problem(ask("{\"question\": "), 400, "invalid-request")
        .body("detail", containsString("line 1, column "));
  }

  @Test
  void what_this_server_does_not_have_is_422_with_what_it_has() {
    problem(ask("{\"question\": \"q\", \"sources\": [\"docs\", \"dosc\"]}"), 422, "unserviceable")
        .body("errors[0].pointer", equalTo("#/sources/1"))
        .body("errors[0].rejected", equalTo("dosc"))
        .body("errors[0].allowed", hasItems("docs", "wiki", "hanging"));
    problem(ask("{\"question\": \"q\", \"fusion\": {\"method\": \"best\"}}"), 422, "unserviceable")
        .body("errors[0].pointer", equalTo("#/fusion/method"))
        .body("errors[0].allowed", hasItems("pooled", "rrf"));
    String filter = "\"filter\": {\"type\": \"eq\", \"key\": \"lang\", \"value\": \"en\"}";
    problem(
            ask("{\"question\": \"q\", \"sources\": [\"nothing\"], " + filter + "}"),
            422,
            "unserviceable")
        .body("errors[0].pointer", equalTo("#/filter"));
  }

  @Test
  void filter_reaches_the_source_that_can_apply_it_and_the_other_reports_that_it_cannot() {
    String filter = "\"filter\": {\"type\": \"in\", \"key\": \"year\", \"value\": [2024]}";
    ask("{\"question\": \"q\", \"sources\": [\"docs\", \"nothing\"], " + filter + ", " + RRF + "}")
        .statusCode(200)
        .header("Tributary-Coverage", equalTo("1/2"))
        .body("sources.status", contains("ok", "unsupported"))
        .body("sources[1].error.kind", equalTo("unsupported"));
  }

  @Test
  void every_end_of_a_source_is_in_its_report() {
    ask("{\"question\": \"q\", \"sources\": [\"docs\", \"nothing\", \"late\", \"down\","
            + " \"limited\"], "
            + RRF
            + "}")
        .statusCode(200)
        .header("Tributary-Coverage", equalTo("2/5"))
        .body("coverage.complete", equalTo(false))
        .body("sources.status", contains("ok", "empty", "timeout", "error", "rate_limited"))
        .body("sources[2].error.kind", equalTo("timeout"))
        .body("sources[3].error.kind", equalTo("unavailable"))
        .body("sources[3].error.message", equalTo("as the test said"))
        .body("sources[4].error.retry_after_ms", equalTo(7000));
  }

  @Test
  void answer_that_is_less_whole_than_asked_for_is_503_and_says_how_whole() {
    problem(
            ask(
                "{\"question\": \"q\", \"sources\": [\"docs\", {\"name\": \"late\", \"required\":"
                    + " true}]}"),
            503,
            "incomplete")
        .header("Retry-After", equalTo("1"))
        .body("detail", equalTo("the required source late is missing"))
        .body("coverage.answered", equalTo(1))
        .body("sources.status", contains("ok", "timeout"));
    problem(
        ask("{\"question\": \"q\", \"sources\": [\"docs\", \"late\"], \"on_partial\": \"fail\"}"),
        503,
        "incomplete");
  }

  @Test
  void header_caps_the_deadline() {
    String hang = "{\"question\": \"q\", \"sources\": [\"hanging\"], \"min_sources\": 0}";
    json()
        .header("Tributary-Deadline-Ms", "100")
        .body(hang)
        .post("/retrieve")
        .then()
        .statusCode(200)
        .body("sources.status", contains("timeout"));
    problem(
        json().header("Tributary-Deadline-Ms", "soon").body(hang).post("/retrieve").then(),
        400,
        "invalid-request");
  }

  @Test
  void request_that_goes_in_a_circle_is_508() {
    problem(json().header("Tributary-Hops", "5").body("{}").post("/retrieve").then(), 508, null)
        .body("title", equalTo("Loop Detected"));
    json()
        .header("Tributary-Hops", "4")
        .body("{\"question\": \"q\", " + RRF + "}")
        .post("/retrieve")
        .then()
        .statusCode(200);
  }

  @Test
  void method_type_and_path_that_do_not_fit_are_problems() {
    problem(given().delete("/retrieve").then(), 405, null)
        .header("Allow", equalTo("GET, HEAD, OPTIONS, POST"));
    problem(given().get("/retrieve/stream").then(), 405, null)
        .header("Allow", equalTo("OPTIONS, POST"));
    problem(given().post("/sources/docs").then(), 405, null)
        .header("Allow", equalTo("GET, HEAD, OPTIONS"));
    problem(given().contentType("text/plain").body("{}").post("/retrieve").then(), 415, null);
    problem(json().accept("text/html").body("{}").post("/retrieve").then(), 406, null);
    problem(given().get("/nowhere").then(), 404, null).body("instance", equalTo("/nowhere"));
    problem(given().get("/retrieve/nowhere").then(), 404, null);
  }

  private static ValidatableResponse ask(String body) {
    return json().body(body).post("/retrieve").then();
  }

  private static RequestSpecification json() {
    return given().contentType("application/json");
  }

  /** A problem with this status, of an own type or about:blank. */
  private static ValidatableResponse problem(
      ValidatableResponse response, int status, String type) {
    return response
        .statusCode(status)
        .contentType("application/problem+json")
        .header("Cache-Control", equalTo("no-store"))
        .body("status", equalTo(status))
        .body("type", equalTo(type == null ? "about:blank" : "urn:tributary:problem:" + type))
        .body("title", not(nullValue()))
        .body("detail", not(nullValue()))
        .body("toString()", not(containsString("Exception")));
  }
}
