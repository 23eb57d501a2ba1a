package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Dates as APIs write them, in ISO 8601 and UTC. */
final class PublishedDate {
  /** Seconds since 1970 have ten digits until 2286; more are milliseconds. */
  private static final long FIRST_MILLIS = 100_000_000_000L;

  /**
   * The last moment of the year 9999: what is further away is no date, and no year of four digits.
   */
  private static final double LAST_MILLIS = 253_402_300_799_999d;

  /** An offset such as +0100, as Jira writes it. */
  private static final DateTimeFormatter WITHOUT_COLON =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendOffset("+HHMM", "+0000")
          .toFormatter(Locale.ROOT);

  private static final List<Function<String, String>> FORMS =
      List.of(
          text -> OffsetDateTime.parse(text).toInstant().toString(),
          text -> OffsetDateTime.parse(text, WITHOUT_COLON).toInstant().toString(),
          text -> LocalDate.parse(text).toString(),
          text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toString(),
          text ->
              ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                  .toInstant()
                  .toString());

  private PublishedDate() {}

  /** A date with or without a time; null when it is not understood. Without a zone it is UTC. */
  static @Nullable String of(@Nullable JsonNode value) {
    if (value == null || !value.isValueNode() || value.isNull()) {
      return null;
    }
    if (value.isNumber()) {
      return of(value.doubleValue());
    }
    String text = value.asText().strip();
    for (Function<String, String> form : FORMS) {
      try {
        return form.apply(text);
      } catch (DateTimeException _) {
        // Perhaps the next form.
      }
    }
    return null;
  }

  private static @Nullable String of(double number) {
    if (!(Math.abs(number) <= LAST_MILLIS)) {
      return null;
    }
    Instant at =
        Math.abs(number) < FIRST_MILLIS
            ? Instant.ofEpochSecond((long) number)
            : Instant.ofEpochMilli((long) number);
    return at.toString();
  }
}
