package dev.tributary.passage;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** How filter values compare: numbers by value, strings by code point, never across types. */
final class FilterValues {
  private FilterValues() {}

  static boolean isScalar(@Nullable Object value) {
    return value instanceof String
        || value instanceof Boolean
        || (value instanceof Number number && isFinite(number));
  }

  static boolean equal(@Nullable Object actual, Object wanted) {
    return switch (actual) {
      case null -> false;
      case List<?> list -> list.stream().anyMatch(one -> equal(one, wanted));
      case Number n when wanted instanceof Number w ->
          isFinite(n) && decimal(n).compareTo(decimal(w)) == 0;
      case Object o -> o.equals(wanted);
    };
  }

  static boolean equalsAny(@Nullable Object actual, List<?> wanted) {
    return wanted.stream().anyMatch(one -> equal(actual, one));
  }

  static boolean compare(@Nullable Object actual, Object wanted, IntPredicate accepts) {
    return switch (actual) {
      case null -> false;
      case Number n when wanted instanceof Number w ->
          isFinite(n) && accepts.test(decimal(n).compareTo(decimal(w)));
      case String s when wanted instanceof String w -> accepts.test(byCodePoint(s, w));
      case List<?> list -> list.stream().anyMatch(one -> compare(one, wanted, accepts));
      case Object _ -> false;
    };
  }

  /** The order of UTF-8, which indexes and databases use; {@code compareTo} orders by UTF-16. */
  private static int byCodePoint(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean pairs = Character.isSurrogate(a) != Character.isSurrogate(b);
        return pairs ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(one.length(), other.length());
  }

  private static boolean isFinite(Number number) {
    return Double.isFinite(number.doubleValue()) || number instanceof BigDecimal;
  }

  private static BigDecimal decimal(Number number) {
    return number instanceof BigDecimal d ? d : new BigDecimal(number.toString());
  }
}
