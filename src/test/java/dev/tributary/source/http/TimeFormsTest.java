package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times as other servers write them. */
class TimeFormsTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0                             | PT0S",
        "7                             | PT7S",
        " 7                            | PT7S",
        "86400                         | PT10M",
        "Thu, 01 Jan 2026 00:01:00 GMT | PT1M",
        "Wed, 31 Dec 2025 00:00:00 GMT | PT0S",
        "Fri, 01 Jan 2027 00:00:00 GMT | PT10M",
        "soon                          | ",
        "-5                            | ",
        "1.5                           | "
      })
  void retry_after_is_seconds_or_a_date_and_capped(String header, @Nullable Duration wait) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(wait);
  }

  @Test
  void no_retry_after_is_none() {
    assertThat(RetryAfter.parse(null, NOW)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"2024-05-06\"                      | 2024-05-06",
        "\"2024-05-06T07:08:09Z\"            | 2024-05-06T07:08:09Z",
        "\"2024-05-06T07:08:09-03:00\"       | 2024-05-06T10:08:09Z",
        "\"2024-05-06T07:08:09\"             | 2024-05-06T07:08:09Z",
        "\"Mon, 06 May 2024 07:08:09 -0300\" | 2024-05-06T10:08:09Z",
        "1714979289                          | 2024-05-06T07:08:09Z",
        "1714979289000                       | 2024-05-06T07:08:09Z",
        "\"2024-05-06T07:08:09.000-0300\"    | 2024-05-06T10:08:09Z",
        "-86400                              | 1969-12-31T00:00:00Z",
        "-1e300                              | ",
        "1e300                               | ",
        "1e999                               | ",
        "18446744073709551616                | ",
        "\"May 6th\"                         | ",
        "{}                                  | ",
        "null                                | ",
        "true                                | "
      })
  void dates_become_iso_in_utc(String json, @Nullable String date) throws Exception {
    assertThat(PublishedDate.of(JsonBody.MAPPER.readTree(json))).isEqualTo(date);
  }
}
