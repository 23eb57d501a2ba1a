package dev.tributary.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a passage in the making: scalars and lists of scalars, nesting flattened with dots.
 * What is beyond the bounds is left out, in the order in which it comes.
 */
public final class FlatMetadata {
  /** The most keys. */
  public static final int MAX_KEYS = 64;

  /** The most characters of all keys and values. */
  public static final int MAX_CHARACTERS = 16 * 1024;

  private final Map<String, Object> entries = new LinkedHashMap<>();
  private int characters;

  /**
   * Adds what stands under a key: a scalar, a map, a collection, or anything else as its text; null
   * is left out.
   */
  public void add(String key, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Map<?, ?> nested -> nested.forEach((inner, one) -> add(key + "." + inner, one));
      case Collection<?> items -> {
        List<Object> list = new ArrayList<>(items.size());
        for (Object item : items) {
          if (item != null) {
            list.add(scalar(item));
          }
        }
        put(key, List.copyOf(list));
      }
      default -> put(key, scalar(value));
    }
  }

  /** What was taken. */
  public Map<String, Object> entries() {
    return entries;
  }

  private void put(String key, Object value) {
    int size = key.length() + value.toString().length();
    if (entries.size() < MAX_KEYS && characters + size <= MAX_CHARACTERS) {
      entries.put(key, value);
      characters += size;
    }
  }

  private static Object scalar(Object value) {
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }
}
