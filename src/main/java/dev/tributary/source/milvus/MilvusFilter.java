package dev.tributary.source.milvus;

import dev.tributary.passage.Filter;
import dev.tributary.passage.Filter.Compound.Join;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoredNumbers;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A filter as an expression of Milvus's, with the meaning of {@link Filter#matches}, over metadata
 * that lies in a JSON field, or in fields of the schema ({@link MilvusField}). What is compared
 * with a key that does not exist is neither true nor false in some versions, so that existence is
 * asked for where it matters. The order of a list's values is that of its {@link ListBounds}.
 *
 * <p>Throws a {@link SourceException} of kind UNSUPPORTED for what Milvus cannot tell exactly.
 */
final class MilvusFilter {
  /** What is true of no record and what of all: never sent, since Milvus joins no constants. */
  static final String NEVER = "false";

  static final String ALWAYS = "true";

  private final MilvusCollection collection;
  private final boolean isFlat;
  private final String json;

  MilvusFilter(MilvusCollection collection, StoreFields names) {
    this.collection = collection;
    isFlat = names.hasFlatMetadata();
    json = isFlat ? MilvusCollection.DYNAMIC : names.metadata();
  }

  /** The expression of a filter, or {@link #NEVER}, or {@link #ALWAYS}. */
  String of(Filter filter) {
    return switch (filter) {
      case Filter.Comparison c -> comparison(c);
      case Filter.Compound c -> join(c.join(), c.filters().stream().map(this::of).toList());
    };
  }

  /** All of some expressions, or any of them. */
  static String join(Join join, List<String> all) {
    String deciding = join == Join.AND ? NEVER : ALWAYS;
    String neutral = join == Join.AND ? ALWAYS : NEVER;
    if (all.contains(deciding)) {
      return deciding;
    }
    List<String> telling = all.stream().filter(one -> !one.equals(neutral)).toList();
    return telling.isEmpty()
        ? neutral
        : telling.stream()
            .collect(Collectors.joining(join == Join.AND ? " and " : " or ", "(", ")"));
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
    if (!isFlat) {
      return inJson(c);
    }
    @Nullable MilvusField field = collection.field(c.key());
    if (field != null) {
      return field.comparison(c);
    }
    return collection.field(MilvusCollection.DYNAMIC) == null ? nowhere(c) : inJson(c);
  }

  /** What is true of a key that no record has. */
  private static String nowhere(Filter.Comparison c) {
    return switch (c.operator()) {
      case NE, NIN -> ALWAYS;
      case EQ, IN, GT, GTE, LT, LTE -> NEVER;
    };
  }

  private String inJson(Filter.Comparison c) {
    return switch (c.operator()) {
      case EQ -> equal(c.key(), c.value());
      case NE -> unequal(c.key(), c.value());
      case IN -> join(Join.OR, values(c).stream().map(v -> equal(c.key(), v)).toList());
      case NIN -> join(Join.AND, values(c).stream().map(v -> unequal(c.key(), v)).toList());
      case GT -> order(c, ">", ListBounds.Side.GREATEST);
      case GTE -> order(c, ">=", ListBounds.Side.GREATEST);
      case LT -> order(c, "<", ListBounds.Side.LEAST);
      case LTE -> order(c, "<=", ListBounds.Side.LEAST);
    };
  }

  static List<?> values(Filter.Comparison c) {
    return (List<?>) c.value();
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

  /** Milvus takes a key as it stands between its quotes: there is no escaping in it. */
  private String path(String key) {
    if (key.indexOf('"') >= 0 && key.indexOf('\'') >= 0
        || key.contains("][")
        || key.chars().anyMatch(c -> c == '\\' || c == '\n' || c == '\r')) {
      throw new SourceException(
          ErrorKind.UNSUPPORTED,
          "Milvus cannot apply the filter: it has no way for the key \"%s\"".formatted(key));
    }
    char quote = key.indexOf('"') >= 0 ? '\'' : '"';
    return json + "[" + quote + key + quote + "]";
  }

  private static boolean isHeld(Object value) {
    return !(value instanceof Number number) || StoredNumbers.isExact(number);
  }

  static String literal(Object value) {
    return switch (value) {
      case Number number -> StoredNumbers.kept(number).toString();
      case Boolean bool -> bool.toString();
      default -> text(value.toString());
    };
  }
}
