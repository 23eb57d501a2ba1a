package dev.tributary.source.pgvector;

import dev.tributary.passage.Filter;
import dev.tributary.postgres.JsonText;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A filter as a condition on a jsonb value that holds exactly where {@link Filter#matches} does.
 *
 * <p>{@code eq} and {@code in} are containment, which a GIN index answers: of the scalar, and of a
 * list with it. A key with dots is also looked for as a path, since nested metadata is flattened
 * so. The rest are JSON paths, which compare numbers by value, strings by code point, and look into
 * lists. PostgreSQL's text has no U+0000: no value there equals or names one.
 */
final class FilterSql {
  private static final String FALSE = "FALSE";
  private static final String TRUE = "TRUE";

  /** Digits before and behind the point that PostgreSQL's numbers may have. */
  private static final int MAX_WHOLE_DIGITS = 131_072;

  private static final int MAX_DECIMALS = 16_383;

  private final String metadata;
  private final Parameters parameters;

  /**
   * @param metadata the expression that is filtered
   */
  FilterSql(String metadata, Parameters parameters) {
    this.metadata = metadata;
    this.parameters = parameters;
  }

  String of(Filter filter) {
    return switch (filter) {
      case Filter.Comparison c -> comparison(c);
      case Filter.Compound c -> {
        String join =
            switch (c.join()) {
              case AND -> " AND ";
              case OR -> " OR ";
            };
        yield c.filters().stream().map(this::of).collect(Collectors.joining(join, "(", ")"));
      }
    };
  }

  private String comparison(Filter.Comparison c) {
    return switch (c.operator()) {
      case EQ -> contains(c.key(), List.of(c.value()));
      case NE -> not(contains(c.key(), List.of(c.value())));
      case IN -> contains(c.key(), (List<?>) c.value());
      case NIN -> not(contains(c.key(), (List<?>) c.value()));
      case GT -> range(c.key(), ">", c.value());
      case GTE -> range(c.key(), ">=", c.value());
      case LT -> range(c.key(), "<", c.value());
      case LTE -> range(c.key(), "<=", c.value());
    };
  }

  private String contains(String key, List<?> values) {
    List<String> any = new ArrayList<>();
    for (Object value : values) {
      if (isKept(key) && isKept(value)) {
        for (Object one : List.of(value, List.of(value))) {
          any.add(JsonText.write(Map.of(key, one)));
          if (isPath(key)) {
            any.add(JsonText.write(nested(key, one)));
          }
        }
      }
    }
    // One parameter however long the list: a statement has at most 65,535.
    return any.isEmpty()
        ? FALSE
        : "(%s @> ANY (%s::text[]::jsonb[]))"
            .formatted(metadata, parameters.bind(any.toArray(String[]::new)));
  }

  /** Also where the metadata is null. */
  private static String not(String condition) {
    return condition.equals(FALSE) ? TRUE : condition + " IS NOT TRUE";
  }

  private String range(String key, String operator, Object value) {
    if (value instanceof Boolean || !isKept(key)) {
      return FALSE;
    }
    if (value instanceof Number n && !isKept(n)) {
      throw new SourceException(
          ErrorKind.UNSUPPORTED, "PostgreSQL has no number with so many digits as the filter's");
    }
    String asked = operator;
    Object bound = value;
    if (value instanceof String s && !isKept(s)) {
      // Up to the U+0000 they may be equal; there what is longer is more, and what ends is less.
      bound = s.substring(0, s.indexOf(0));
      asked = operator.startsWith(">") ? ">" : "<=";
    }
    String path = "'$ ? (@ " + asked + " $bound)'";
    String bounds = json(Map.of("bound", bound));
    String there = exists(metadata + " -> " + parameters.bind(key) + "::text", path, bounds);
    if (!isPath(key)) {
      return there;
    }
    String keys = parameters.bind(key.split("\\.", -1)) + "::text[]";
    return "(" + there + " OR " + exists(metadata + " #> " + keys, path, bounds) + ")";
  }

  private static String exists(String value, String path, String bounds) {
    return "coalesce(jsonb_path_exists(%s, %s, %s::text::jsonb, TRUE), FALSE)"
        .formatted(value, path, bounds);
  }

  private String json(Object value) {
    return parameters.bind(JsonText.write(value));
  }

  private static Map<String, Object> nested(String key, Object value) {
    List<String> keys = Arrays.asList(key.split("\\.", -1));
    Object inner = value;
    for (String one : keys.reversed().subList(0, keys.size() - 1)) {
      inner = Map.of(one, inner);
    }
    return Map.of(keys.getFirst(), inner);
  }

  private static boolean isPath(String key) {
    return key.indexOf('.') >= 0;
  }

  private static boolean isKept(Object value) {
    return switch (value) {
      case String s -> s.indexOf(0) < 0;
      case Number n -> isKept(new BigDecimal(n.toString()));
      default -> true;
    };
  }

  private static boolean isKept(BigDecimal number) {
    return number.scale() <= MAX_DECIMALS
        && (long) number.precision() - number.scale() <= MAX_WHOLE_DIGITS;
  }
}
