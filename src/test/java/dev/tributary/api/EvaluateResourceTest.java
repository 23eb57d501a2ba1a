package dev.tributary.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FakeSources.Profile.class)
class EvaluateResourceTest {
  private static final String QUESTIONS =
      "\"questions\": [{\"_id\": \"q1\", \"text\": \"what?\", \"lang\": \"en\"},"
          + " {\"_id\": \"q2\", \"text\": \"o quê?\", \"lang\": \"pt\"},"
          + " {\"_id\": \"q3\", \"text\": \"unjudged\"}]";
  private static final String QRELS =
      "\"qrels\": \"query-id\\tcorpus-id\\tscore\\nq1\\tdocs:p1\\t1\\nq2\\twiki:p0\\t2\\n\"";
  private static final String TWO = "\"defaults\": {\"sources\": [\"docs\", \"wiki\"]}";

  @TestHTTPResource("/")
  URI server;

  @Inject FakeSources sources;

  private static String body(String... parts) {
    return "{" + String.join(", ", parts) + "}";
  }

  private static ValidatableResponse post(String accept, String body) {
    return given()
        .contentType("application/json")
        .accept(accept)
        .body(body)
        .post("/evaluate")
        .then();
  }

  @Test
  void report_tells_each_way_to_rank_each_source_and_each_language() {
    post("*/*", body(QUESTIONS, QRELS, TWO))
        .statusCode(200)
        .contentType("application/json")
        .header("Cache-Control", equalTo("no-store"))
        .body("questions", equalTo(2))
        .body("skipped", equalTo(1))
        .body("baseline", equalTo("pooled"))
        .body(
            "configurations.name", contains("pooled", "rrf", "minmax", "zscore", "dbsf", "linear"))
        .body("configurations[0].means.languages.keySet()", contains("en", "pt"))
        .body("configurations[0]", not(hasKey("to_baseline")))
        .body("configurations[1].to_baseline.p", notNullValue())
        .body("sources.name", contains("docs", "wiki"))
        .body("sources[0].answered", equalTo(2))
        .body("sources[0].alone.languages.en.scores.mrr", equalTo(0.5f))
        .body("sources[0].alone.languages.pt.scores.mrr", equalTo(0f))
        .body("sources[1].alone.languages.pt.scores.ndcg", equalTo(1f))
        .body("sources[1].without.means.languages.pt.scores.ndcg", equalTo(0f))
        .body("degraded", contains("source wiki: loading (2 of 2 questions)"))
        .body("$", not(hasKey("weights")));
  }

  @Test
  void every_source_is_asked_each_question_once() {
    int before = sources.named("docs").calls();

    post("application/json", body(QUESTIONS, QRELS, TWO)).statusCode(200);

    assertThat(sources.named("docs").calls()).isEqualTo(before + 2);
  }

  @Test
  void configurations_are_ranked_beside_the_methods_and_weights_are_tuned() {
    String others =
        "\"configurations\": [{\"name\": \"no docs\", \"exclude_sources\": [\"docs\"]},"
            + " {\"name\": \"heavy\", \"sources\": [\"docs\", {\"name\": \"wiki\", \"weight\": 9}],"
            + " \"fusion\": {\"method\": \"rrf\", \"k\": 1}}]";

    post("application/json", body(QUESTIONS, QRELS, TWO, others, "\"folds\": 2"))
        .statusCode(200)
        .body("configurations.name", hasItems("no docs", "heavy"))
        .body("configurations[6].means.languages.en.scores.recall", equalTo(0f))
        .body("configurations[7].means.languages.pt.scores.mrr", equalTo(1f))
        .body("weights.folds", equalTo(2))
        .body("weights.tuned.keySet()", contains("docs", "wiki"));
  }

  @Test
  void way_that_packs_is_measured_by_the_answer_that_it_gives() {
    String one = "\"defaults\": {\"sources\": [\"docs\", \"wiki\"], \"top_k\": 1}";
    String ways = "\"configurations\": [{\"name\": \"diverse\", \"diversity\": 0.5}]";

    post("application/json", body(QUESTIONS, QRELS, one, ways, "\"folds\": 2"))
        .statusCode(200)
        .body("configurations[0].means.all.recall", equalTo(1f))
        .body("configurations[6].means.all.recall", lessThan(1f));
  }

  @Test
  void report_comes_as_markdown_or_as_a_page() {
    post("text/markdown", body(QUESTIONS, QRELS, TWO))
        .statusCode(200)
        .contentType(containsString("text/markdown"))
        .body(containsString("| ranked by | nDCG@10 | MRR@10 | recall@10 |"));
    post("text/html", body(QUESTIONS, QRELS, TWO))
        .statusCode(200)
        .contentType(containsString("text/html"))
        .body(containsString("<svg"));
  }

  @Test
  void progress_is_told_on_a_stream_that_ends_with_the_report() {
    String events = post("text/event-stream", body(QUESTIONS, QRELS, TWO)).extract().asString();

    assertThat(events)
        .contains("event: snapshot\ndata: {\"answered\":2,\"questions\":2}")
        .contains("event: done\ndata: {\"questions\":2,\"skipped\":1,");
  }

  @Test
  void all_that_is_wrong_is_named_at_once() {
    post(
            "application/json",
            "{\"questions\": [{\"_id\": \"q1\"}], \"qrels\": \"q1\\td1\\t1\\nx\\ty\\n\","
                + " \"defaults\": {\"topk\": 1, \"route\": {}}, \"configurations\": [{\"sources\":"
                + " [{\"name\": \"docs\", \"limit\": 3}]}], \"folds\": 1}")
        .statusCode(400)
        .body(
            "errors.pointer",
            hasItems(
                "#/questions/0",
                "#/qrels",
                "#/defaults/topk",
                "#/defaults/route",
                "#/configurations/0/name",
                "#/configurations/0/sources/0/limit",
                "#/folds"))
        .body("errors[1].detail", containsString("line 2"));
    post("application/json", body(QUESTIONS, "\"qrels\": \"other\\td1\\t1\""))
        .statusCode(400)
        .body("detail", containsString("none of 3 questions"));
    post("application/json", "{\"qrel\": \"\"}")
        .statusCode(400)
        .body("errors.pointer", contains("#/qrel", "#/questions", "#/qrels"));
  }

  @Test
  void each_mistake_in_a_configuration_is_told_once() {
    String ways =
        "[{\"name\": \"a\", \"topk\": 1, \"diversity\": 2}, 7, {\"name\": 5,"
            + " \"sources\": \"docs\"}]";
    post("application/json", body(QUESTIONS, QRELS, "\"configurations\": " + ways))
        .statusCode(400)
        .body(
            "errors.pointer",
            contains(
                "#/configurations/0/topk",
                "#/configurations/0/diversity",
                "#/configurations/1",
                "#/configurations/2/name",
                "#/configurations/2/sources"));
    String twice = "[{\"name\": \"a\"}, {\"name\": \"rrf\"}]";
    post("application/json", body(QUESTIONS, QRELS, "\"configurations\": " + twice))
        .statusCode(400)
        .body("detail", containsString("have the name rrf"));
  }

  @Test
  void source_that_is_not_there_is_422() {
    post("application/json", body(QUESTIONS, QRELS, "\"defaults\": {\"sources\": [\"dosc\"]}"))
        .statusCode(422)
        .body("errors[0].rejected", equalTo("dosc"));
    String other = "\"configurations\": [{\"name\": \"x\", \"sources\": [\"nothing\"]}]";
    post("application/json", body(QUESTIONS, QRELS, TWO, other))
        .statusCode(422)
        .body("errors[0].detail", equalTo("this source was not asked"));
  }

  @Test
  void one_evaluation_runs_at_a_time_and_ends_when_its_client_leaves() throws Exception {
    String hanging = body(QUESTIONS, QRELS, "\"defaults\": {\"sources\": [\"hanging\"]}");
    int open = sources.named("hanging").open();
    try (Socket client = new RawHttp(server).open(RawHttp.post("/evaluate", ascii(hanging)))) {
      Eventually.holds(() -> sources.named("hanging").open() > open);
      post("application/json", body(QUESTIONS, QRELS, TWO))
          .statusCode(503)
          .header("Retry-After", "10")
          .body("detail", containsString("one runs at a time"));
    }
    Eventually.holds(() -> sources.named("hanging").open() == open);
    post("application/json", body(QUESTIONS, QRELS, TWO)).statusCode(200);
  }

  /** Its length is counted in characters. */
  private static String ascii(String json) {
    return json.replace("ê", "e");
  }
}
