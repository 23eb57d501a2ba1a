package dev.tributary.source.milvus;

import dev.tributary.source.StoredNumbers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The least and the greatest value of every list in metadata, under keys of their own: Milvus
 * compares single values alone, and "one of them is more than" is "the greatest is".
 */
final class ListBounds {
  /** Which end of a list. */
  enum Side {
    LEAST("[]<"),
    GREATEST("[]>");

    private final String mark;

    Side(String mark) {
      this.mark = mark;
    }

    /**
     * The key of a bound.
     *
     * @param ofText of the strings in a list, not of its numbers
     */
    String of(String key, boolean ofText) {
      return key + mark + (ofText ? "text" : "");
    }
  }

  /** Strings by code point, as UTF-8 orders them. */
  private static final Comparator<String> BY_CODE_POINT =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

  private ListBounds() {}

  /** Metadata with the bounds of its lists, its numbers as Milvus keeps them. */
  static Map<String, Object> with(Map<String, Object> metadata) {
    Map<String, Object> all = new LinkedHashMap<>();
    metadata.forEach(
        (key, value) -> {
          all.put(key, kept(value));
          if (value instanceof List<?> list) {
            put(
                all,
                key,
                false,
                of(list, Number.class, Comparator.comparing(StoredNumbers::decimal)));
            put(all, key, true, of(list, String.class, BY_CODE_POINT));
          }
        });
    return all;
  }

  /** Metadata as it was before. */
  static Map<String, Object> without(Map<String, Object> metadata) {
    Map<String, Object> all = new LinkedHashMap<>(metadata);
    metadata.forEach(
        (key, value) -> {
          if (value instanceof List<?>) {
            for (Side side : Side.values()) {
              all.remove(side.of(key, false));
              all.remove(side.of(key, true));
            }
          }
        });
    return all;
  }

  private static <T> List<T> of(List<?> list, Class<T> type, Comparator<T> order) {
    return list.stream().filter(type::isInstance).map(type::cast).sorted(order).toList();
  }

  private static void put(Map<String, Object> all, String key, boolean ofText, List<?> sorted) {
    if (!sorted.isEmpty()) {
      all.put(Side.LEAST.of(key, ofText), kept(sorted.getFirst()));
      all.put(Side.GREATEST.of(key, ofText), kept(sorted.getLast()));
    }
  }

  private static Object kept(Object value) {
    return switch (value) {
      case Number number -> StoredNumbers.kept(number);
      case List<?> list -> list.stream().map(ListBounds::kept).toList();
      default -> value;
    };
  }
}
