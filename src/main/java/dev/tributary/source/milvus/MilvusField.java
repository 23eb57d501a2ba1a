package dev.tributary.source.milvus;

import dev.tributary.passage.Filter;
import dev.tributary.passage.Filter.Compound.Join;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoredNumbers;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A field of the schema: all its values are of one type, so that a value of another type equals
 * none of them.
 *
 * @param type as Milvus calls it, such as {@code VarChar}
 * @param isNullable whether a record may have no value
 */
record MilvusField(String name, String type, boolean isNullable) {
  private static final BigDecimal MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  /**
   * What a comparison is as an expression.
   *
   * @throws SourceException UNSUPPORTED when the type does not compare exactly
   */
  String comparison(Filter.Comparison c) {
    return switch (c.operator()) {
      case EQ -> equal(c.value());
      case NE -> unequal(c.value());
      case IN ->
          MilvusFilter.join(Join.OR, MilvusFilter.values(c).stream().map(this::equal).toList());
      case NIN ->
          MilvusFilter.join(Join.AND, MilvusFilter.values(c).stream().map(this::unequal).toList());
      case GT -> order(c, ">", true);
      case GTE -> order(c, ">=", true);
      case LT -> order(c, "<", false);
      case LTE -> order(c, "<=", false);
    };
  }

  private String equal(Object value) {
    return holds(value) ? name + " == " + literal(value) : MilvusFilter.NEVER;
  }

  private String unequal(Object value) {
    if (!holds(value)) {
      return MilvusFilter.ALWAYS;
    }
    String other = name + " != " + literal(value);
    return isNullable ? "(" + name + " is null or " + other + ")" : other;
  }

  private String order(Filter.Comparison c, String operator, boolean upwards) {
    return switch (c.value()) {
      case String text when isText() -> name + " " + operator + " " + MilvusFilter.text(text);
      case Number number when isWhole() ->
          whole(StoredNumbers.decimal(number), operator.length() > 1, upwards);
      case Number number when isReal() -> real(number, operator);
      case Object _ -> {
        requireComparable();
        yield MilvusFilter.NEVER;
      }
    };
  }

  private String whole(BigDecimal bound, boolean isInclusive, boolean upwards) {
    BigDecimal near = bound.max(MIN.subtract(BigDecimal.ONE)).min(MAX.add(BigDecimal.ONE));
    BigDecimal whole = near.setScale(0, upwards ? RoundingMode.CEILING : RoundingMode.FLOOR);
    if (!isInclusive && whole.compareTo(near) == 0) {
      whole = upwards ? whole.add(BigDecimal.ONE) : whole.subtract(BigDecimal.ONE);
    }
    if (upwards ? whole.compareTo(MAX) > 0 : whole.compareTo(MIN) < 0) {
      return MilvusFilter.NEVER;
    }
    return name + (upwards ? " >= " : " <= ") + whole.max(MIN).min(MAX).longValueExact();
  }

  private String real(Number number, String operator) {
    if (!isExactReal(number)) {
      throw unsupported("a number that is no double");
    }
    return name + " " + operator + " " + real(number);
  }

  /** Whether a value may stand in the field. */
  private boolean holds(Object value) {
    requireComparable();
    return switch (value) {
      case String _ -> isText();
      case Boolean _ -> type.equals("Bool");
      case Number number when isWhole() -> StoredNumbers.isLong(StoredNumbers.decimal(number));
      case Number number -> isReal() && isExactReal(number);
      case Object _ -> false;
    };
  }

  private String literal(Object value) {
    return value instanceof Number number && isReal()
        ? String.valueOf(real(number))
        : MilvusFilter.literal(value);
  }

  private static boolean isExactReal(Number number) {
    double nearest = real(number);
    return Double.isFinite(nearest)
        && StoredNumbers.ofDouble(nearest).compareTo(StoredNumbers.decimal(number)) == 0;
  }

  private static double real(Number number) {
    return StoredNumbers.decimal(number).doubleValue();
  }

  private boolean isText() {
    return type.equals("VarChar");
  }

  private boolean isWhole() {
    return type.startsWith("Int");
  }

  private boolean isReal() {
    return type.equals("Double");
  }

  private void requireComparable() {
    if (!isText() && !isWhole() && !isReal() && !type.equals("Bool")) {
      throw unsupported("a field of type " + type);
    }
  }

  private SourceException unsupported(String what) {
    return new SourceException(
        ErrorKind.UNSUPPORTED,
        "Milvus cannot apply the filter by \"%s\" exactly: it is compared with %s"
            .formatted(name, what));
  }
}
