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
    if (!isDouble(number, bound)) {
      return nowhere();
    }
    Range.Builder range = Range.newBuilder();
    bound(range, Filter.Operator.GTE, bound);
    bound(range, Filter.Operator.LTE, bound);
    return ConditionFactory.range(path, range.build());
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
    bound(range, operator, bound);
    return ConditionFactory.range(path, range.build());
  }

  /**
   * A bound that stays right when it is cut to a whole number, as Qdrant does for keys with an
   * index of integers: at least 2.5 is said as more than the double before it, since more than 2
   * means the same for them and at least 2 does not.
   */
  private static void bound(Range.Builder range, Filter.Operator operator, double bound) {
    boolean isBroken = bound != Math.rint(bound);
    boolean isCutDown = isBroken && bound > 0;
    boolean isCutUp = isBroken && bound < 0;
    switch (operator) {
      case GT -> {
        if (isCutUp) {
          range.setGte(Math.nextUp(bound));
        } else {
          range.setGt(bound);
        }
      }
      case GTE -> {
        if (isCutDown) {
          range.setGt(Math.nextDown(bound));
        } else {
          range.setGte(bound);
        }
      }
      case LT -> {
        if (isCutDown) {
          range.setLte(Math.nextDown(bound));
        } else {
          range.setLt(bound);
        }
      }
      case LTE -> {
        if (isCutUp) {
          range.setLt(Math.nextUp(bound));
        } else {
          range.setLte(bound);
        }
      }
      case EQ, NE, IN, NIN -> throw new IllegalArgumentException("no range: " + operator);
    }
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
  static Condition nowhere() {
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
