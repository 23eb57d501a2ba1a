package dev.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.retrieval.Route;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteReaderTest {
  @Test
  void every_field_is_read() {
    assertThat(route("{\"tags\": [\"a\", \"b\"], \"by_language\": true, \"max_sources\": 8}"))
        .isEqualTo(new Route(Set.of("a", "b"), true, 8));
    assertThat(route("{\"max_sources\": 1}")).isEqualTo(new Route(Set.of(), false, 1));
    assertThat(route("null")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"a\"                    | #/route             | this is a JSON object",
        "{}                       | #/route             | a route has at least one of its fields",
        "{\"by_language\": false} | #/route             | a route has at least one of its fields",
        "{\"tags\": []}           | #/route/tags        | tags is an array of 1 to 100 items",
        "{\"tags\": [7]}          | #/route/tags/0      | a tag is a string",
        "{\"tags\": [\"a\", \"a\"]} | #/route/tags/1    | this tag is named twice",
        "{\"by_language\": \"pt\"} | #/route/by_language | by_language is true or false",
        "{\"max_sources\": 0}     | #/route/max_sources | max_sources is a whole number from 1 to"
            + " 1000",
        "{\"tag\": [\"a\"]}       | #/route/tag         | unknown field; did you mean \"tags\"?",
      })
  void what_is_wrong_is_named(String route, String pointer, String detail) {
    InvalidRequest wrong = catchThrowableOfType(InvalidRequest.class, () -> route(route));
    assertThat(wrong.errors().getFirst().pointer()).isEqualTo(pointer);
    assertThat(wrong.errors().getFirst().detail()).isEqualTo(detail);
  }

  private static Route route(String json) {
    String body = "{\"question\": \"q\", \"route\": " + json + "}";
    return RequestReader.read(body.getBytes(StandardCharsets.UTF_8)).request().route();
  }
}
