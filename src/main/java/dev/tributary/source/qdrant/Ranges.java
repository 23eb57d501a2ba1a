package dev.tributary.source.qdrant;

import com.google.protobuf.Timestamp;
import dev.tributary.passage.Filter;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoredNumbers;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.DatetimeRange;
import io.qdrant.client.grpc.Common.Range;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Conditions on ordered values. Qdrant compares numbers as doubles, and of strings only those that
 * are dates, as moments; it is never asked for what it would answer another way than {@link
 * Filter#matches}.
 */
final class Ranges {
  /** From here on neighbouring whole numbers are one double. */
  private static final BigDecimal EXACT = BigDecimal.valueOf(1L << 53);

  private static final BigDecimal LONG = BigDecimal.valueOf(2).pow(63);

  private Ranges() {}

  /** Equal to a number, whatever its type. */
  static Condition equal(String path, Number value) {
    BigDecimal number = StoredNumbers.decimal(value);
    if (isAmbiguous(number)) {
      return StoredNumbers.isLong(number)
          ? ConditionFactory.match(path, number.longValueExact())
          : nowhere();
    }
    double bound = number.doubleValue();
    return isDouble(number, bound)
        ? ConditionFactory.range(path, Range.newBuilder().setGte(bound).setLte(bound).build())
        : nowhere();
  }

  /**
   * More or less than a value.
   *
   * @param key for the message
   * @throws SourceException UNSUPPORTED when Qdrant cannot tell
   */
  static Condition beyond(String path, String key, Filter.Operator operator, Object value) {
    return switch (value) {
      case Number number -> numbers(path, key, operator, number);
      case String text -> moments(path, key, operator, text);
      // Neither more nor less than anything.
      default -> nowhere();
    };
  }

  private static Condition numbers(
      String path, String key, Filter.Operator operator, Number value) {
    BigDecimal number = StoredNumbers.decimal(value);
    double bound = number.doubleValue();
    if (isAmbiguous(number) || !isDouble(number, bound)) {
      throw refused(key, value, "numbers that are doubles, below 2^53 if whole");
    }
    Range.Builder range = Range.newBuilder();
    switch (operator) {
      case GT -> range.setGt(bound);
      case GTE -> range.setGte(bound);
      case LT -> range.setLt(bound);
      case LTE -> range.setLte(bound);
      case EQ, NE, IN, NIN -> throw new IllegalArgumentException("no range: " + operator);
    }
    return ConditionFactory.range(path, range.build());
  }

  private static Condition moments(
      String path, String key, Filter.Operator operator, String value) {
    Timestamp bound = timestamp(key, value);
    DatetimeRange.Builder range = DatetimeRange.newBuilder();
    switch (operator) {
      case GT -> range.setGt(bound);
      case GTE -> range.setGte(bound);
      case LT -> range.setLt(bound);
      case LTE -> range.setLte(bound);
      case EQ, NE, IN, NIN -> throw new IllegalArgumentException("no range: " + operator);
    }
    return ConditionFactory.datetimeRange(path, range.build());
  }

  /** A condition that no point satisfies. */
  private static Condition nowhere() {
    return ConditionFactory.hasId(List.of());
  }

  private static Timestamp timestamp(String key, String value) {
    try {
      Instant moment =
          value.length() == "2026-01-31".length()
              ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(value).toInstant();
      return Timestamp.newBuilder()
          .setSeconds(moment.getEpochSecond())
          .setNanos(moment.getNano())
          .build();
    } catch (DateTimeException _) {
      throw refused(key, '"' + value + '"', "dates such as 2026-01-31 or 2026-01-31T12:00:00Z");
    }
  }

  /** Whether it lies where Qdrant takes neighbouring whole numbers for one. */
  private static boolean isAmbiguous(BigDecimal number) {
    BigDecimal size = number.abs();
    return size.compareTo(EXACT) >= 0 && size.compareTo(LONG) <= 0;
  }

  private static boolean isDouble(BigDecimal number, double bound) {
    return Double.isFinite(bound) && StoredNumbers.ofDouble(bound).compareTo(number) == 0;
  }

  private static SourceException refused(String key, Object value, String allowed) {
    return new SourceException(
        ErrorKind.UNSUPPORTED,
        "Qdrant cannot order \"%s\" by %s; allowed: %s".formatted(key, value, allowed));
  }
}
