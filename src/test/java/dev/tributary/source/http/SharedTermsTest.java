package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.source.ErrorKind;
import dev.tributary.source.Source;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sources of one endpoint share, and what no source tells of its credential. */
class SharedTermsTest extends SourceFixture {
  @ParameterizedTest
  @CsvSource({"'', 1/1h", "1/1h, ''", "1/1h, 100/1s", "100/1s, 1/1h"})
  void slowest_rate_of_an_endpoint_holds_for_all_who_call_it(String first, String second) {
    api.answer(ONE);
    Map<String, String> keys = new HashMap<>();
    keys.put("\"a\".url", api.uri() + "/s?q={question}");
    keys.put("\"a\".rate-limit", first);
    keys.put("\"b\".url", api.uri() + "/s?q={question}");
    keys.put("\"b\".rate-limit", second);
    keys.values().removeIf(String::isEmpty);
    List<Source> both = sources.of(keys);
    await(both.getFirst(), "q");
    failure(both.getLast().search(request("q", Duration.ofSeconds(20))), ErrorKind.RATE_LIMITED);
    assertThat(api.seen()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url             | URL?access_token=w0rd-1",
        "url             | URL?q={question}&api_key={with.mine}",
        "headers.\"X\" | {with.token}",
        "query.\"sig\" | {with.mine}",
        "body            | {\"q\": \"{question}\", \"api_key\": \"w0rd-1\"}",
        "body            | {\"q\": \"{question}\", \"secret\": \"{with.mine}\"}"
      })
  void credential_is_not_repeated_wherever_it_is_written(String key, String value) {
    api.answer(400, "application/json", Buffer.buffer("{\"error\":\"no user of w0rd-1\"}"));
    Map<String, String> keys = new HashMap<>(Map.of("error", "$.error"));
    for (String with : List.of("with.token", "with.mine")) {
      if (value.contains(with)) {
        keys.put(with, "w0rd-1");
      }
    }
    keys.put("method", key.equals("body") ? "POST" : "GET");
    keys.put("url", api.uri() + "/s");
    keys.put(key, value.replace("URL", api.uri() + "/s"));
    Source told = sources.api(keys.remove("url"), keys);
    assertThat(failure(told.search(request("q", Duration.ofSeconds(20))), ErrorKind.BAD_REQUEST))
        .hasMessageEndingWith("no user of …");
  }
}
