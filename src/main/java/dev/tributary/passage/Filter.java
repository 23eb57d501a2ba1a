package dev.tributary.passage;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A condition on a passage's metadata, in the grammar of OpenAI's vector stores.
 *
 * <p>{@link #matches} is the reference: a source that pushes a filter down finds the same passages.
 * {@code eq} on a list means "contains"; on a missing key {@code ne} and {@code nin} are true and
 * all else is false; a comparison of different types is false.
 */
public sealed interface Filter {
  /** The most comparisons one filter may hold. */
  int MAX_COMPARISONS = 100;

  /** The deepest nesting of compounds. */
  int MAX_DEPTH = 8;

  /** Whether metadata satisfies this filter. */
  boolean matches(Map<String, Object> metadata);

  /** How many comparisons it holds. */
  int comparisons();

  /** How deep its compounds are nested; a comparison alone is 1. */
  int depth();

  /** What a comparison does. */
  enum Operator {
    EQ,
    NE,
    GT,
    GTE,
    LT,
    LTE,
    IN,
    NIN;

    /** The name in JSON. */
    public String wireName() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * One key compared with a value.
   *
   * @param key of the metadata, not blank
   * @param value a String, Number or Boolean; for {@code in} and {@code nin} a non-empty list of
   *     them
   */
  record Comparison(Operator operator, String key, Object value) implements Filter {
    public Comparison {
      if (key.isBlank()) {
        throw new IllegalArgumentException("a comparison has a key");
      }
      boolean wantsList = operator == Operator.IN || operator == Operator.NIN;
      if (wantsList) {
        if (!(value instanceof List<?> list)
            || list.isEmpty()
            || !list.stream().allMatch(FilterValues::isScalar)) {
          throw new IllegalArgumentException(
              operator.wireName()
                  + " compares with a non-empty list of strings, numbers or booleans");
        }
        value = List.copyOf(list);
      } else if (!FilterValues.isScalar(value)) {
        throw new IllegalArgumentException(
            operator.wireName() + " compares with a string, a number or a boolean");
      }
    }

    @Override
    public boolean matches(Map<String, Object> metadata) {
      @Nullable Object actual = metadata.get(key);
      return switch (operator) {
        case EQ -> FilterValues.equal(actual, value);
        case NE -> !FilterValues.equal(actual, value);
        case IN -> FilterValues.equalsAny(actual, (List<?>) value);
        case NIN -> !FilterValues.equalsAny(actual, (List<?>) value);
        case GT -> FilterValues.compare(actual, value, sign -> sign > 0);
        case GTE -> FilterValues.compare(actual, value, sign -> sign >= 0);
        case LT -> FilterValues.compare(actual, value, sign -> sign < 0);
        case LTE -> FilterValues.compare(actual, value, sign -> sign <= 0);
      };
    }

    @Override
    public int comparisons() {
      return 1;
    }

    @Override
    public int depth() {
      return 1;
    }
  }

  /** Several filters joined; at least one. */
  record Compound(Join join, List<Filter> filters) implements Filter {
    /** How they are joined. */
    public enum Join {
      AND,
      OR
    }

    public Compound {
      filters = List.copyOf(filters);
      if (filters.isEmpty()) {
        throw new IllegalArgumentException("a compound filter holds at least one filter");
      }
    }

    @Override
    public boolean matches(Map<String, Object> metadata) {
      return switch (join) {
        case AND -> filters.stream().allMatch(f -> f.matches(metadata));
        case OR -> filters.stream().anyMatch(f -> f.matches(metadata));
      };
    }

    @Override
    public int comparisons() {
      return filters.stream().mapToInt(Filter::comparisons).sum();
    }

    @Override
    public int depth() {
      return 1 + filters.stream().mapToInt(Filter::depth).max().orElse(0);
    }
  }
}
