package dev.tributary.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(StubRerankers.Profile.class)
class RerankTest {
  private static final String SOURCES = "\"sources\": [\"docs\", \"wiki\"]";

  @Test
  void answer_is_in_the_order_of_the_reranker_with_its_scores() {
    ask("{\"model\": \"good\"}")
        .body("passages.id", contains("wiki:p0", "docs:p1", "docs:p0"))
        .body("passages.rerank_score", contains(0.9f, 0.3f, 0.1f))
        .body("passages.score", contains(0.9f, 0.3f, 0.1f))
        .body("passages[0].contributions.signal", contains("rerank"))
        .body("plan.signals", hasItems("rank", "rerank"))
        .body("steps.name", contains("ranking", "reranking"))
        .body("steps[1].status", equalTo("ok"))
        .body("steps[1].detail", equalTo("good"))
        .body("$", not(hasKey("answerable")));
  }

  @Test
  void threshold_keeps_what_reaches_it_and_says_whether_anything_does() {
    ask("{\"model\": \"good\", \"threshold\": 0.3}")
        .body("passages.id", contains("wiki:p0", "docs:p1"))
        .body("answerable", equalTo(true));
    ask("{\"model\": \"unsure\", \"threshold\": 0.3}")
        .body("passages", empty())
        .body("answerable", equalTo(false))
        .body("steps[1].status", equalTo("ok"));
  }

  @Test
  void network_of_this_process_judges_too() {
    // Each passage has the word of the question, once.
    ask("{\"model\": \"tiny\", \"threshold\": 0.3}")
        .body("steps[1].status", equalTo("ok"))
        .body("passages.id", contains("docs:p0", "wiki:p0", "docs:p1"))
        .body("passages.rerank_score", everyItem(greaterThan(0.3f)))
        .body("passages[0].contributions[0].raw_score", greaterThan(-1.5f))
        .body("answerable", equalTo(true));
  }

  @Test
  void only_the_best_are_judged() {
    ask("{\"model\": \"good\", \"top_n\": 2}")
        .body("passages.id", contains("wiki:p0", "docs:p0", "docs:p1"))
        .body("passages[2]", not(hasKey("rerank_score")))
        .body("passages[2].contributions.signal", contains("rank", "tail"));
  }

  @ParameterizedTest
  @CsvSource({
    "slow, did not answer within 100 ms",
    "dead, closed the connection",
    "few, 2 scores for 3 passages",
    "elsewhere, a passage that it was not given",
    "nan, no finite number",
    "twice, two scores for passage 2",
    "huge, more than the 1048576 bytes",
  })
  void whatever_a_reranker_does_the_order_before_it_stands_and_the_answer_says_so(
      String name, String told) {
    ask("{\"model\": \"" + name + "\", \"threshold\": 0.99}")
        .body("passages.id", contains("docs:p0", "wiki:p0", "docs:p1"))
        .body("passages[0]", not(hasKey("rerank_score")))
        .body("coverage.complete", equalTo(false))
        .body("coverage.degraded", hasItems("reranking"))
        .body("steps[1].status", equalTo("degraded"))
        .body("steps[1].detail", containsString("reranker \"" + name + "\""))
        .body("steps[1].detail", containsString(told))
        .body("steps[1].detail", not(containsString("secret")))
        .body("$", not(hasKey("answerable")));
  }

  @Test
  void answer_that_must_be_whole_is_none_without_its_reranker() {
    post("{\"question\": \"q\", \"on_partial\": \"fail\", \"sources\": [\"docs\"], \"rerank\":"
            + " {\"model\": \"few\"}}")
        .statusCode(503);
  }

  @Test
  void unknown_reranker_is_422_with_the_known_ones() {
    post("{\"question\": \"q\", " + SOURCES + ", \"rerank\": {\"model\": \"goood\"}}")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("#/rerank/model"))
        .body("errors[0].detail", equalTo("unknown reranker"))
        .body("errors[0].rejected", equalTo("goood"))
        .body("errors[0].allowed", hasItems("good", "none"));
    post("{\"question\": \"q\", " + SOURCES + ", \"rerank\": {}}")
        .statusCode(422)
        .body("errors[0].detail", containsString("name one"));
  }

  @Test
  void query_names_it_too() {
    given()
        .get("/retrieve?question=limiter&sources=docs,wiki&fusion=rrf&rerank=good")
        .then()
        .statusCode(200)
        .body("passages.id", contains("wiki:p0", "docs:p1", "docs:p0"));
    given()
        .get("/retrieve?question=limiter&sources=docs,wiki&fusion=rrf&rerank=none")
        .then()
        .body("steps.name", contains("ranking"));
  }

  @Test
  void stream_and_batch_give_the_same_passages() throws Exception {
    String request = request("{\"model\": \"good\"}");
    JsonNode plain = passages(post(request).extract().asString());
    String events =
        given()
            .contentType("application/json")
            .accept("text/event-stream")
            .body(request)
            .post("/retrieve/stream")
            .asString();
    String done = events.substring(events.indexOf("event: done\ndata: ") + 18);
    assertThat(passages(done)).isEqualTo(plain);
    String line =
        given()
            .contentType("application/json")
            .accept("*/*")
            .body("{\"questions\": [" + request + "]}")
            .post("/retrieve/batch")
            .asString();
    assertThat(new ObjectMapper().readTree(line).at("/retrieval/passages")).isEqualTo(plain);
  }

  @Test
  void evaluation_tells_that_a_reranker_failed() {
    String body =
        "{\"questions\": [{\"_id\": \"q\", \"text\": \"limiter\"}], \"qrels\": \"q\\tdocs:p1\\t1\","
            + " \"defaults\": {"
            + SOURCES
            + "}, \"configurations\": [{\"name\": \"liar\", \"rerank\": {\"model\": \"few\"}}]}";
    given()
        .contentType("application/json")
        .body(body)
        .post("/evaluate")
        .then()
        .statusCode(200)
        .body("degraded[0]", containsString("reranking: reranker \"few\""))
        .body("degraded[0]", containsString("(1 of 1 questions)"));
  }

  private static JsonNode passages(String answer) throws Exception {
    return new ObjectMapper().readTree(answer).get("passages");
  }

  private static String request(String rerank) {
    return "{\"question\": \"limiter\", "
        + SOURCES
        + ", \"fusion\": {\"method\": \"rrf\"}, \"include\": [\"contributions\", \"plan\"],"
        + " \"rerank\": "
        + rerank
        + "}";
  }

  private static ValidatableResponse ask(String rerank) {
    return post(request(rerank)).statusCode(200);
  }

  private static ValidatableResponse post(String body) {
    return given().contentType("application/json").body(body).post("/retrieve").then();
  }
}
