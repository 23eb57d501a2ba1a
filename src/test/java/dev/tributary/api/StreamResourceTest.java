package dev.tributary.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FakeSources.Profile.class)
class StreamResourceTest {
  private static final String RRF = "\"fusion\": {\"method\": \"rrf\"}";

  @TestHTTPResource URI server;
  @Inject FakeSources sources;
  @Inject OpenStreams streams;

  private record Event(String name, String data) {}

  @Test
  void each_source_is_told_and_the_answer_comes_last() {
    List<Event> events =
        stream("{\"question\": \"q\", \"sources\": [\"docs\", \"wiki\", \"late\"], " + RRF + "}");
    assertThat(events.stream().filter(e -> e.name.equals("source")).map(Event::data))
        .hasSize(3)
        .anyMatch(data -> data.startsWith("{\"name\":\"docs\",\"kind\":\"fake\",\"status\":\"ok\""))
        .anyMatch(data -> data.contains("\"name\":\"late\"") && data.contains("timeout"));
    assertThat(events.stream().filter(e -> e.name.equals("snapshot")).map(Event::data))
        .isNotEmpty()
        .allMatch(data -> data.startsWith("{\"seq\":"));
    assertThat(events.getLast().name).isEqualTo("done");
  }

  @Test
  void done_holds_byte_for_byte_the_passages_and_the_coverage_of_the_plain_answer() {
    String body =
        "{\"question\": \"q\", \"sources\": [\"docs\", \"wiki\", \"down\"], \"include\":"
            + " [\"contributions\"], "
            + RRF
            + "}";
    String plain = given().contentType("application/json").body(body).post("/retrieve").asString();
    String done = stream(body).getLast().data;
    assertThat(part(done)).isEqualTo(part(plain)).contains("\"contributions\"", "\"coverage\"");
  }

  @Test
  void done_is_packed_as_the_plain_answer_is() {
    String body =
        "{\"question\": \"q\", \"max_per_source\": 1, \"max_tokens\": 25, \"diversity\": 0.5, "
            + RRF
            + "}";
    String plain = given().contentType("application/json").body(body).post("/retrieve").asString();
    String done = stream(body).getLast().data;
    assertThat(part(done)).isEqualTo(part(plain));
    String omitted = "\"omitted\":[{\"id\":\"";
    assertThat(done).contains(omitted);
    assertThat(plain).contains(done.substring(done.indexOf(omitted), done.indexOf("\"tokens\"")));
  }

  @Test
  void failure_before_the_first_event_has_its_status() {
    given()
        .contentType("application/json")
        .body("{\"question\": \"q\", \"sources\": [\"dosc\"]}")
        .post("/retrieve/stream")
        .then()
        .statusCode(422)
        .contentType("application/problem+json");
    given()
        .contentType("application/json")
        .body("{\"question\": \"\"}")
        .post("/retrieve/stream")
        .then()
        .statusCode(400)
        .body("instance", equalTo("/retrieve/stream"));
  }

  @Test
  void failure_after_the_first_event_is_the_last_event() {
    List<Event> events =
        stream(
            "{\"question\": \"q\", \"sources\": [\"docs\", \"late\"], \"min_sources\": 2, "
                + RRF
                + "}");
    assertThat(events.getLast().name).isEqualTo("error");
    assertThat(events.getLast().data)
        .contains("\"status\":503", "urn:tributary:problem:incomplete", "\"coverage\":{");
  }

  @Test
  void client_that_goes_away_cancels_what_was_begun_for_it() throws Exception {
    for (String path : List.of("/retrieve", "/retrieve/stream")) {
      int before = sources.named("hanging").cancelled();
      Socket client =
          new RawHttp(server)
              .open(
                  RawHttp.post(
                      path, "{\"question\": \"q\", \"sources\": [\"docs\", \"hanging\"]}"));
      Eventually.holds(() -> sources.named("hanging").open() == 1);
      client.close();
      Eventually.holds(() -> sources.named("hanging").cancelled() == before + 1);
      Eventually.holds(() -> streams.count() == 0);
    }
  }

  private static List<Event> stream(String body) {
    String text =
        given()
            .contentType("application/json")
            .body(body)
            .post("/retrieve/stream")
            .then()
            .statusCode(200)
            .contentType("text/event-stream")
            .header("Cache-Control", equalTo("no-store"))
            .extract()
            .asString();
    List<Event> events = new ArrayList<>();
    for (String block : text.split("\n\n")) {
      assertThat(block).matches("(?s)event: \\w+\ndata: \\{.*}");
      int line = block.indexOf('\n');
      events.add(new Event(block.substring(7, line), block.substring(line + 7)));
    }
    return events;
  }

  /** From the passages to the end of the coverage, as they were written. */
  private static String part(String answer) {
    return answer.substring(answer.indexOf("\"passages\""), answer.indexOf("\"sources\":[{"));
  }
}
