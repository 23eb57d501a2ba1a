package dev.tributary.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(FakeSources.Profile.class)
class BatchResourceTest {
  private static final String MIXED =
      """
      { "questions": [ "first", "", {"question": "third", "top_k": 1}, 7,
                       {"question": "fifth", "sources": ["dosc"]},
                       {"question": "sixth", "sources": ["late"]} ],
        "defaults": {"top_k": 2, "fusion": {"method": "rrf"}} }
      """;

  @TestHTTPResource URI server;
  @Inject FakeSources sources;

  @Test
  void each_question_ends_on_a_line_of_its_own_whatever_becomes_of_the_others() {
    String lines =
        json()
            .body(MIXED)
            .post("/retrieve/batch")
            .then()
            .statusCode(200)
            .contentType("application/x-ndjson")
            .header("Cache-Control", equalTo("no-store"))
            .extract()
            .asString();
    assertThat(lines).endsWith("}\n");
    List<JsonPath> items = lines.lines().map(JsonPath::new).toList();
    assertThat(items)
        .extracting(item -> item.getInt("index") + " " + item.getInt("status"))
        .containsExactlyInAnyOrder("0 200", "1 400", "2 200", "3 400", "4 422", "5 503");
  }

  @Test
  void array_is_in_the_order_of_the_questions() {
    json()
        .accept("application/json")
        .body(MIXED)
        .post("/retrieve/batch")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("index", contains(0, 1, 2, 3, 4, 5))
        .body("status", contains(200, 400, 200, 400, 422, 503))
        .body("[0].retrieval.passages", hasSize(2))
        .body("[2].retrieval.passages", hasSize(1))
        .body("[1].problem.errors[0].pointer", equalTo("#/question"))
        .body("[1].problem.instance", equalTo("/retrieve/batch#/questions/1"))
        .body("[4].problem.errors[0].allowed", hasItem("docs"))
        .body("[5].problem.coverage.answered", equalTo(0));
  }

  @Test
  void thousand_questions_are_all_answered() {
    String questions = String.join(",", Collections.nCopies(1_000, "\"q\""));
    String body =
        "{\"questions\": ["
            + questions
            + "], \"concurrency\": 64, \"defaults\": {\"fusion\": {\"method\": \"rrf\"}}}";
    String lines =
        json().body(body).post("/retrieve/batch").then().statusCode(200).extract().asString();
    assertThat(lines.lines())
        .hasSize(1_000)
        .allMatch(line -> line.contains("\"status\":200,\"retrieval\":"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                   | #/questions",
        "{\"questions\": []}                                  | #/questions",
        "{\"questions\": \"q\"}                               | #/questions",
        "{\"questions\": [\"q\"], \"concurrency\": 0}         | #/concurrency",
        "{\"questions\": [\"q\"], \"concurrency\": 65}        | #/concurrency",
        "{\"questions\": [\"q\"], \"top_k\": 3}               | #/top_k",
        "{\"questions\": [\"q\"], \"defaults\": {\"top_k\": 0}} | #/defaults/top_k",
        "{\"questions\": [\"q\"], \"defaults\": {\"question\": \"r\"}} | #/defaults/question",
        "[\"q\"]                                              | #",
      })
  void batch_that_is_wrong_as_a_whole_is_400(String body, String pointer) {
    json()
        .body(body)
        .post("/retrieve/batch")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors.pointer", contains(pointer));
  }

  @Test
  void all_that_is_wrong_with_a_batch_is_told_at_once() {
    json()
        .body("{\"top_k\": 3, \"concurrency\": 0}")
        .post("/retrieve/batch")
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("#/top_k", "#/questions", "#/concurrency"));
  }

  @Test
  void more_than_a_thousand_questions_are_400() {
    String questions = String.join(",", Collections.nCopies(1_001, "\"q\""));
    json()
        .body("{\"questions\": [" + questions + "]}")
        .post("/retrieve/batch")
        .then()
        .statusCode(400)
        .body("errors[0].rejected", equalTo("1001 items"));
  }

  @Test
  void client_that_goes_away_cancels_everything() throws Exception {
    int before = sources.named("hanging").cancelled();
    int asked = sources.named("hanging").calls();
    // No two alike: those would share their calls.
    String questions =
        IntStream.range(0, 50).mapToObj(i -> "\"q" + i + "\"").collect(Collectors.joining(","));
    Socket client =
        new RawHttp(server)
            .open(
                RawHttp.post(
                    "/retrieve/batch",
                    "{\"questions\": ["
                        + questions
                        + "], \"defaults\": {\"sources\": [\"hanging\"]}}"));
    Eventually.holds(() -> sources.named("hanging").open() == BatchCall.DEFAULT_CONCURRENCY);
    client.close();
    Eventually.holds(
        () -> sources.named("hanging").cancelled() == before + BatchCall.DEFAULT_CONCURRENCY);
    Eventually.holds(() -> sources.named("hanging").open() == 0, 20);
    assertThat(sources.named("hanging").calls()).isEqualTo(asked + BatchCall.DEFAULT_CONCURRENCY);
  }

  private static RequestSpecification json() {
    return given().contentType("application/json").accept("*/*");
  }
}
