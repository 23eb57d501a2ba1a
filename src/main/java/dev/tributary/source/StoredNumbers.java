package dev.tributary.source;

import java.math.BigDecimal;

/**
 * Numbers as stores keep them that know whole numbers of 64 bits and doubles alone; compared by
 * value, as filters do.
 */
public final class StoredNumbers {
  private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  private StoredNumbers() {}

  /** A number by its value. */
  public static BigDecimal decimal(Number number) {
    return number instanceof BigDecimal d ? d : new BigDecimal(number.toString());
  }

  /** Whether it is a whole number of 64 bits. */
  public static boolean isLong(BigDecimal number) {
    return (number.signum() == 0 || number.stripTrailingZeros().scale() <= 0)
        && number.compareTo(MIN_LONG) >= 0
        && number.compareTo(MAX_LONG) <= 0;
  }

  /** Whether such a store can keep it as it is, so that anything may equal it. */
  public static boolean isExact(Number number) {
    BigDecimal exact = decimal(number);
    double nearest = exact.doubleValue();
    return isLong(exact) || (Double.isFinite(nearest) && ofDouble(nearest).compareTo(exact) == 0);
  }

  /** What is kept: a Long, else the nearest finite Double, else its text. */
  public static Object kept(Number number) {
    BigDecimal exact = decimal(number);
    if (isLong(exact)) {
      return exact.longValueExact();
    }
    double nearest = exact.doubleValue();
    return Double.isFinite(nearest) ? nearest : exact.toString();
  }

  /** A double by the value that it is written as. */
  public static BigDecimal ofDouble(double number) {
    return new BigDecimal(Double.toString(number));
  }
}
