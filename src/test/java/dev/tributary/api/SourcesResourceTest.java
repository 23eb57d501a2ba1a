package dev.tributary.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FakeSources.Profile.class)
class SourcesResourceTest {
  @Test
  void all_sources_are_listed_by_name() {
    given()
        .get("/sources")
        .then()
        .statusCode(200)
        .header("Cache-Control", equalTo("no-store"))
        .body(
            "sources.name",
            contains(
                "busy", "docs", "down", "hanging", "idle", "late", "limited", "nothing", "wiki"));
  }

  @Test
  void one_source_tells_what_it_can_do_and_how_it_is() {
    given()
        .get("/sources/docs")
        .then()
        .statusCode(200)
        .body("kind", equalTo("fake"))
        .body("target", equalTo("fake docs"))
        .body("default", equalTo(true))
        .body("capabilities.filters", contains("eq", "in"))
        .body("capabilities.writable", equalTo(false))
        .body("limits.wait_ms", equalTo(1000))
        .body("limits.permits", equalTo(32))
        .body("breaker", equalTo("closed"))
        .body("in_flight", equalTo(0))
        .body("$", not(hasKey("loading")));
  }

  @Test
  void source_that_is_not_there_is_404() {
    given()
        .get("/sources/dosc")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("detail", equalTo("there is no source named \"dosc\"; GET /sources names them all"))
        .body("instance", equalTo("/sources/dosc"));
    given().post("/sources/dosc/check").then().statusCode(404);
  }

  @Test
  void try_says_what_it_found() {
    given()
        .post("/sources/docs/check")
        .then()
        .statusCode(200)
        .body("name", equalTo("docs"))
        .body("status", equalTo("ok"))
        .body("$", not(hasKey("error")));
    given()
        .post("/sources/busy/check")
        .then()
        .statusCode(200)
        .body("status", equalTo("error"))
        .body("error.kind", equalTo("rate_limited"))
        .body("error.message", containsString("as the test said"))
        .body("error.retry_after_ms", equalTo(7000));
    given()
        .post("/sources/late/check")
        .then()
        .statusCode(200)
        .body("error.kind", equalTo("timeout"));
  }

  @Test
  void try_with_a_question_shows_what_was_sent_and_why_it_failed() {
    given()
        .post("/sources/idle/check?question=how+do+rivers+flow")
        .then()
        .statusCode(200)
        .body("status", equalTo("error"))
        .body("error.kind", equalTo("unavailable"))
        .body("explanation.request.method", equalTo("GET"))
        .body("explanation.request.url", equalTo("http://127.0.0.1:9/"))
        .body("explanation.request.headers.User-Agent", equalTo("Tributary"))
        .body("explanation", not(hasKey("answer")))
        .body("explanation.hits", empty());
  }

  @Test
  void try_with_a_question_says_when_a_kind_has_nothing_to_explain() {
    given()
        .post("/sources/docs/check?question=x")
        .then()
        .statusCode(200)
        .body("error.kind", equalTo("unsupported"));
    given()
        .queryParam("question", "  ")
        .post("/sources/docs/check")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("#/question"));
  }
}
