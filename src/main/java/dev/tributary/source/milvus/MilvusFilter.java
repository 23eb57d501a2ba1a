package dev.tributary.source.milvus;

import dev.tributary.passage.Filter;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoredNumbers;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A filter as an expression of Milvus's, with the meaning of {@link Filter#matches}, over metadata
 * that lies in a JSON field. What is compared with a key that does not exist is neither true nor
 * false in some versions, so that existence is asked for where it matters. The order of a list's
 * values is that of its {@link ListBounds}.
 */
final class MilvusFilter {
  private static final String NEVER = "(1 == 2)";
  private static final String ALWAYS = "(1 == 1)";

  private final String json;

  MilvusFilter(StoreFields names) {
    json = names.hasFlatMetadata() ? MilvusCollection.DYNAMIC : names.metadata();
  }

  String of(Filter filter) {
    return switch (filter) {
      case Filter.Comparison c -> comparison(c);
      case Filter.Compound c ->
          c.filters().stream()
              .map(this::of)
              .collect(
                  Collectors.joining(
                      c.join() == Filter.Compound.Join.AND ? " and " : " or ", "(", ")"));
    };
  }

  /** A string as it stands in an expression. */
  static String text(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private String comparison(Filter.Comparison c) {
    return switch (c.operator()) {
      case EQ -> equal(c.key(), c.value());
      case NE -> unequal(c.key(), c.value());
      case IN -> joined(" or ", c);
      case NIN -> joined(" and ", c);
      case GT -> order(c, ">", ListBounds.Side.GREATEST);
      case GTE -> order(c, ">=", ListBounds.Side.GREATEST);
      case LT -> order(c, "<", ListBounds.Side.LEAST);
      case LTE -> order(c, "<=", ListBounds.Side.LEAST);
    };
  }

  private String joined(String join, Filter.Comparison c) {
    return ((List<?>) c.value())
        .stream()
            .map(
                value ->
                    c.operator() == Filter.Operator.IN
                        ? equal(c.key(), value)
                        : unequal(c.key(), value))
            .collect(Collectors.joining(join, "(", ")"));
  }

  private String equal(String key, Object value) {
    return isHeld(value)
        ? "(%s == %s or json_contains_any(%s, [%s]))"
            .formatted(path(key), literal(value), path(key), literal(value))
        : NEVER;
  }

  private String unequal(String key, Object value) {
    return isHeld(value)
        ? "((not exists %s) or not %s)".formatted(path(key), equal(key, value))
        : ALWAYS;
  }

  private String order(Filter.Comparison c, String operator, ListBounds.Side side) {
    return switch (c.value()) {
      case Boolean _ -> NEVER;
      case Number n when !isHeld(n) -> beyondHeld(c, n, side);
      case Object value -> either(c.key(), operator, literal(value), side, value instanceof String);
    };
  }

  /** A bound between two numbers that a JSON field can hold: the nearest one decides. */
  private String beyondHeld(Filter.Comparison c, Number bound, ListBounds.Side side) {
    double nearest = StoredNumbers.decimal(bound).doubleValue();
    boolean upwards = side == ListBounds.Side.GREATEST;
    if (Double.isInfinite(nearest)) {
      return nearest > 0 == upwards
          ? NEVER
          : either(
              c.key(),
              upwards ? ">=" : "<=",
              literal(upwards ? -Double.MAX_VALUE : Double.MAX_VALUE),
              side,
              false);
    }
    boolean isBeyond = StoredNumbers.ofDouble(nearest).compareTo(StoredNumbers.decimal(bound)) > 0;
    return either(
        c.key(),
        (upwards ? ">" : "<") + (isBeyond == upwards ? "=" : ""),
        literal(nearest),
        side,
        false);
  }

  private String either(
      String key, String operator, String literal, ListBounds.Side side, boolean ofText) {
    return "(%s %s %s or %s %s %s)"
        .formatted(path(key), operator, literal, path(side.of(key, ofText)), operator, literal);
  }

  private String path(String key) {
    return json + "[" + text(key) + "]";
  }

  private static boolean isHeld(Object value) {
    return !(value instanceof Number number) || StoredNumbers.isExact(number);
  }

  private static String literal(Object value) {
    return switch (value) {
      case Number number -> StoredNumbers.kept(number).toString();
      case Boolean bool -> bool.toString();
      default -> text(value.toString());
    };
  }
}
