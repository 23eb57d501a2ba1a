package dev.tributary.source.lucene;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefBuilder;

/**
 * Metadata as index terms whose byte order is the order of filters.
 *
 * <p>A term is the key, a byte that no UTF-8 has, a letter for the type, and the value. All keys
 * share one field, so that an index may have any number of them. Strings are their UTF-8. Numbers
 * of every type are one type, written from their decimal digits (sign, magnitude, digits without
 * zeros at the end), so that they compare exactly: {@code 2} is {@code 2.0}, and {@code 2^53 + 1}
 * is not {@code 2^53}.
 */
final class MetadataTerms {
  /** The longest term that Lucene takes, in bytes. */
  static final int MAX_BYTES = 32_766;

  private static final byte AFTER_KEY = (byte) 0xFF;
  private static final byte STRING = 's';
  private static final byte NUMBER = 'n';
  private static final byte BOOLEAN = 'b';
  private static final byte NEGATIVE = 1;
  private static final byte ZERO = 2;
  private static final byte POSITIVE = 3;

  private MetadataTerms() {}

  /**
   * Hands out a term for each value of a document's metadata; of a list, for each of its values.
   */
  static void forEach(Map<String, Object> metadata, Consumer<BytesRef> term) {
    metadata.forEach((key, value) -> forEach(key, value, term));
  }

  /** The term of one value; {@code value} is a String, a finite Number or a Boolean. */
  static BytesRef of(String key, Object value) {
    BytesRefBuilder term = new BytesRefBuilder();
    append(term, key.getBytes(StandardCharsets.UTF_8));
    term.append(AFTER_KEY);
    term.append(type(value));
    switch (value) {
      case String s -> append(term, s.getBytes(StandardCharsets.UTF_8));
      case Number n -> appendNumber(term, decimal(n));
      case Boolean b -> term.append((byte) (b ? 1 : 0));
      default -> throw new IllegalArgumentException("not a scalar: " + value.getClass());
    }
    return term.toBytesRef();
  }

  /** What stands before all terms of this key and type. */
  static BytesRef first(String key, Object value) {
    return prefix(key, type(value));
  }

  /** What stands behind all terms of this key and type. */
  static BytesRef behind(String key, Object value) {
    return prefix(key, (byte) (type(value) + 1));
  }

  /** Whether a number has a place in the order; {@code NaN} and the infinities have none. */
  static boolean isOrdered(Number number) {
    return number instanceof BigDecimal || Double.isFinite(number.doubleValue());
  }

  private static void forEach(String key, Object value, Consumer<BytesRef> term) {
    switch (value) {
      case List<?> list -> list.forEach(one -> forEach(key, one, term));
      case Number n when !isOrdered(n) -> {}
      default -> term.accept(of(key, value));
    }
  }

  private static BytesRef prefix(String key, byte type) {
    BytesRefBuilder prefix = new BytesRefBuilder();
    append(prefix, key.getBytes(StandardCharsets.UTF_8));
    prefix.append(AFTER_KEY);
    prefix.append(type);
    return prefix.toBytesRef();
  }

  private static byte type(Object value) {
    return switch (value) {
      case String _ -> STRING;
      case Number _ -> NUMBER;
      default -> BOOLEAN;
    };
  }

  private static void appendNumber(BytesRefBuilder term, BigDecimal number) {
    if (number.signum() == 0) {
      term.append(ZERO);
      return;
    }
    BigDecimal plain = number.abs().stripTrailingZeros();
    int magnitude = plain.precision() - plain.scale();
    byte[] digits = plain.unscaledValue().toString().getBytes(StandardCharsets.US_ASCII);
    byte[] absolute =
        ByteBuffer.allocate(Integer.BYTES + digits.length)
            .putInt(magnitude ^ Integer.MIN_VALUE)
            .put(digits)
            .array();
    if (number.signum() > 0) {
      term.append(POSITIVE);
      append(term, absolute);
    } else {
      term.append(NEGATIVE);
      for (int i = 0; i < absolute.length; i++) {
        absolute[i] = (byte) ~absolute[i];
      }
      append(term, absolute);
      // -0.12 is more than -0.123: what ends earlier has to come later.
      term.append((byte) 0xFF);
    }
  }

  private static BigDecimal decimal(Number number) {
    return number instanceof BigDecimal d ? d : new BigDecimal(number.toString());
  }

  private static void append(BytesRefBuilder term, byte[] bytes) {
    term.append(bytes, 0, bytes.length);
  }
}
