package dev.tributary.source;

import dev.tributary.passage.Filter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Metadata and filters by chance, from a fixed seed; among few keys and values, so that they meet.
 */
public final class FilterCases {
  /** Keys that are easily taken for something else. */
  public static final List<String> KEYS =
      List.of("a", "b", "aa", "a.b", "ключ", "a\u0000s", "🌊", "a\"b", "a'; --");

  /** Values at the edges of their types. */
  public static final List<Object> SCALARS =
      List.of(
          "a\"b",
          "a'b",
          "a\\b",
          "%",
          "_",
          "*",
          "",
          "a",
          "b",
          "ab",
          "10",
          "true",
          "\u0000",
          "é",
          "e\u0301",
          "\uFF5E",
          "🌊",
          "🌊a",
          "z".repeat(300),
          0,
          -0.0,
          1,
          1L,
          1.0,
          1.0f,
          new BigDecimal("1.000"),
          2,
          10,
          9,
          100,
          -1,
          -1.5,
          -10,
          -9,
          -100,
          0.1,
          0.1f,
          0.12,
          0.123,
          -0.12,
          -0.123,
          1e-300,
          -1e-300,
          1e300,
          Double.MIN_VALUE,
          1L << 53,
          (1L << 53) + 1,
          (double) (1L << 53),
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          Integer.MIN_VALUE,
          new BigInteger("123456789012345678901234567890"),
          new BigDecimal("123456789012345678901234567890.5"),
          new BigDecimal("1E+400"),
          true,
          false);

  private final Random random = new Random(20_26);
  private final List<String> keys;
  private final List<Object> scalars;
  private final List<Filter.Operator> operators;

  /**
   * @param keys that the store can hold
   * @param scalars that the store can hold
   * @param operators that it can push down
   */
  public FilterCases(List<String> keys, List<Object> scalars, Iterable<Filter.Operator> operators) {
    this.keys = keys;
    this.scalars = scalars;
    List<Filter.Operator> sorted = new ArrayList<>();
    operators.forEach(sorted::add);
    sorted.sort(null);
    this.operators = sorted;
  }

  /** Up to four entries, a quarter of them lists. */
  public Map<String, Object> metadata() {
    Map<String, Object> metadata = new HashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      metadata.put(one(keys), random.nextInt(4) == 0 ? scalars(random.nextInt(4)) : one(scalars));
    }
    return metadata;
  }

  /** A filter of at most so many levels of {@code and} and {@code or}. */
  public Filter filter(int depth) {
    if (depth > 0 && random.nextInt(3) == 0) {
      List<Filter> filters = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        filters.add(filter(depth - 1));
      }
      return new Filter.Compound(
          random.nextBoolean() ? Filter.Compound.Join.AND : Filter.Compound.Join.OR, filters);
    }
    Filter.Operator operator = one(operators);
    Object value =
        switch (operator) {
          case IN, NIN -> scalars(1 + random.nextInt(4));
          case EQ, NE, GT, GTE, LT, LTE -> one(scalars);
        };
    return new Filter.Comparison(operator, one(keys), value);
  }

  private List<Object> scalars(int count) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(one(scalars));
    }
    return list;
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
