package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.source.ErrorKind;
import dev.tributary.source.Explanation;
import dev.tributary.source.SourceException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTextTest {
  @Test
  void what_happened_is_told_in_order() {
    Explanation explained =
        new Explanation(
            new Explanation.Request(
                "POST", "http://x.test/s?key=***", Map.of("X-Key", "***"), "{\"q\":\"a\"}"),
            new Explanation.Answer(200, Map.of("Server", "x"), "{\"hits\":[]}", 11),
            new Explanation.Detail(
                new Explanation.Request("GET", "http://x.test/1", Map.of(), null),
                null,
                new SourceException(ErrorKind.TIMEOUT, "no answer in time")),
            List.of(new Explanation.Finding("results", "$.results[*]", 2, "{\n}")),
            List.of(
                new Explanation.Hit(1, "s:1", "A\ntitle", "text", null),
                new Explanation.Hit(2, null, null, null, "nothing at $.text")),
            new SourceException(ErrorKind.PROTOCOL, "it has hits"));
    assertThat(ExplanationText.of("s", explained))
        .isEqualTo(
            """
            source s

            sent: POST http://x.test/s?key=***
              X-Key: ***

            {"q":"a"}

            answered: 200, 11 bytes
              Server: x

            {"hits":[]}

            then sent: GET http://x.test/1

            timeout: no answer in time

            found:
              results                      $.results[*]                            2  { }

            hits:
              1. s:1 A title
              2. dropped: nothing at $.text

            protocol: it has hits
            """);
  }

  @Test
  void what_did_not_happen_is_not_told() {
    assertThat(
            ExplanationText.of("s", new Explanation(null, null, null, List.of(), List.of(), null)))
        .isEqualTo("source s\n\nwell\n");
  }
}
