package dev.tributary.source.opensearch;

import dev.tributary.source.StoredNumbers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Metadata as terms of one keyword field, whose order in UTF-8 is the order of filters: an index
 * may so have any number of keys, of any name, whose values are of any type.
 *
 * <p>A term is the length of the key, the key, a letter for the type, and the value. Numbers of
 * every type are one type, written from their decimal digits, so that they compare exactly: sign,
 * magnitude, digits without zeros at the end; of negative numbers both are complemented.
 */
final class FilterTerms {
  private static final char STRING = 's';
  private static final char NUMBER = 'n';
  private static final char BOOLEAN = 'b';
  private static final char NEGATIVE = '0';
  private static final char ZERO = '1';
  private static final char POSITIVE = '2';

  /** Above every magnitude of a BigDecimal, as its least is below zero by as much. */
  private static final long BIAS = 5_000_000_000L;

  private FilterTerms() {}

  /** Hands out a term for each value of a document's metadata; of a list, for each of its own. */
  static void forEach(Map<String, Object> metadata, Consumer<String> term) {
    metadata.forEach((key, value) -> forEach(key, value, term));
  }

  /** The term of one value: a String, a finite Number or a Boolean. */
  static String of(String key, Object value) {
    String prefix = prefix(key, type(value));
    return switch (value) {
      case Number number -> prefix + digits(StoredNumbers.decimal(number));
      case Object other -> prefix + other;
    };
  }

  /** What stands before all terms of this key and type. */
  static String first(String key, Object value) {
    return prefix(key, type(value));
  }

  /** What stands behind all terms of this key and type. */
  static String behind(String key, Object value) {
    return prefix(key, (char) (type(value) + 1));
  }

  /** Whether a number has a place in the order; {@code NaN} and the infinities have none. */
  static boolean hasPlace(Object value) {
    return !(value instanceof Number number)
        || number instanceof BigDecimal
        || Double.isFinite(number.doubleValue());
  }

  private static void forEach(String key, Object value, Consumer<String> term) {
    if (value instanceof List<?> list) {
      list.forEach(one -> forEach(key, one, term));
    } else if (hasPlace(value)) {
      term.accept(of(key, value));
    }
  }

  private static String prefix(String key, char type) {
    return key.length() + ":" + key + type;
  }

  private static char type(Object value) {
    return switch (value) {
      case String _ -> STRING;
      case Number _ -> NUMBER;
      case Object _ -> BOOLEAN;
    };
  }

  private static String digits(BigDecimal number) {
    if (number.signum() == 0) {
      return String.valueOf(ZERO);
    }
    BigDecimal plain = number.abs().stripTrailingZeros();
    long magnitude = (long) plain.precision() - plain.scale() + BIAS;
    String absolute = "%010d%s".formatted(magnitude, plain.unscaledValue());
    // -0.12 is more than -0.123: what ends earlier comes later, by a character above the digits.
    return number.signum() > 0 ? POSITIVE + absolute : NEGATIVE + complement(absolute) + '~';
  }

  private static String complement(String digits) {
    StringBuilder complement = new StringBuilder(digits.length());
    for (int i = 0; i < digits.length(); i++) {
      complement.append((char) ('0' + '9' - digits.charAt(i)));
    }
    return complement.toString();
  }
}
