package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.outbound.HttpAnswer;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateHeadersTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_800_000_000L), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429 | Retry-After: 7                                               | 7",
        "503 | Retry-After: 7                                               | 7",
        "403 | Retry-After: 60                                              | 60",
        "200 | Retry-After: 7                                               | ",
        "200 | X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1800000042      | 42",
        "200 | X-RateLimit-Remaining: 0; X-RateLimit-Reset: 30              | 30",
        "200 | X-RateLimit-Remaining: 1; X-RateLimit-Reset: 30              | ",
        "200 | X-RateLimit-Remaining: 0, 99; X-RateLimit-Reset: 1, 86000    | 1",
        "200 | X-RateLimit-Remaining: 0, 0; X-RateLimit-Reset: 1, 86000     | 600",
        "200 | RateLimit-Remaining: 0; RateLimit-Reset: 5                   | 5",
        "403 | X-RateLimit-Remaining: 0; X-RateLimit-Reset: 1700000000      | 0",
        "429 | X-RateLimit-Remaining: 0; X-RateLimit-Reset: soon            | ",
        "429 | X-RateLimit-Remaining: 0                                     | "
      })
  void endpoint_that_has_no_calls_left_is_left_alone_for_as_long_as_it_says(
      int status, String headers, @Nullable Long seconds) {
    var pause = RateHeaders.pause(answer(status, headers), CLOCK);
    assertThat(pause == null ? null : pause.toSeconds()).isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-RateLimit-Remaining: 0 | true",
        "RateLimit-Remaining: 0   | true",
        "X-RateLimit-Remaining: 5, 0 | true",
        "X-RateLimit-Remaining: 10   | false",
        "Retry-After: 60          | true",
        "X-RateLimit-Remaining: 7 | false",
        "Server: x                | false"
      })
  void refusal_for_want_of_calls_is_told_from_one_for_want_of_permission(
      String headers, boolean exhausted) {
    assertThat(RateHeaders.isExhausted(answer(403, headers))).isEqualTo(exhausted);
  }

  private static HttpAnswer answer(int status, String headers) {
    MultiMap map = MultiMap.caseInsensitiveMultiMap();
    for (String header : headers.split(";", -1)) {
      String[] parts = header.split(":", 2);
      map.add(parts[0].strip(), parts[1].strip());
    }
    return new HttpAnswer(status, map, Buffer.buffer());
  }
}
