package dev.tributary.source.chroma;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.source.StoredNumbers;
import dev.tributary.source.http.JsonApi;
import dev.tributary.source.http.JsonValues;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Metadata as Chroma holds it: scalars only. A list under {@code tags} becomes {@code tags[]}, its
 * JSON; a key {@code tags[]=…} for each of its values, which is true; and {@code tags[]<} and
 * {@code tags[]>}, the least and the greatest of its numbers. So a list can be filtered by.
 */
final class ListKeys {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String LIST = "[]";

  private ListKeys() {}

  /** The key that is true when a list holds a value. */
  static String member(String key, Object value) {
    String text =
        value instanceof Number number
            ? StoredNumbers.decimal(number).stripTrailingZeros().toString()
            : scalar(value).toString();
    return key + LIST + "=" + text;
  }

  static String least(String key) {
    return key + LIST + "<";
  }

  static String greatest(String key) {
    return key + LIST + ">";
  }

  /** Flat fields of scalars. */
  static ObjectNode write(Map<String, Object> fields) {
    ObjectNode flat = JSON.objectNode();
    fields.forEach(
        (key, value) -> {
          if (value instanceof List<?> list) {
            write(flat, key, list);
          } else {
            flat.set(key, scalar(value));
          }
        });
    return flat;
  }

  /** The fields that were written; what others wrote comes back as it is. */
  static Map<String, Object> read(Map<String, Object> flat) {
    Map<String, Object> fields = new LinkedHashMap<>(flat);
    for (String key : flat.keySet()) {
      if (key.endsWith(LIST) && fields.get(key) instanceof String json) {
        @Nullable List<?> list = list(json);
        if (list != null) {
          fields.keySet().removeIf(other -> other.startsWith(key) && isMark(other, key.length()));
          fields.put(key.substring(0, key.length() - LIST.length()), list);
        }
      }
    }
    return fields;
  }

  private static void write(ObjectNode flat, String key, List<?> list) {
    flat.put(key + LIST, JSON.pojoNode(list).toString());
    list.stream().filter(Objects::nonNull).forEach(value -> flat.put(member(key, value), true));
    List<Number> numbers =
        list.stream()
            .filter(Number.class::isInstance)
            .map(Number.class::cast)
            .sorted(Comparator.comparing(StoredNumbers::decimal))
            .toList();
    if (!numbers.isEmpty()) {
      flat.set(least(key), scalar(numbers.getFirst()));
      flat.set(greatest(key), scalar(numbers.getLast()));
    }
  }

  private static JsonNode scalar(Object value) {
    return switch (value) {
      case Boolean bool -> JSON.booleanNode(bool);
      case Number number -> JSON.pojoNode(StoredNumbers.kept(number));
      default -> JSON.textNode(value.toString());
    };
  }

  private static boolean isMark(String key, int at) {
    return key.length() == at || "=<>".indexOf(key.charAt(at)) >= 0;
  }

  private static @Nullable List<?> list(String json) {
    try {
      return JsonValues.of(JsonApi.mapper().readTree(json)) instanceof List<?> list ? list : null;
    } catch (JsonProcessingException _) {
      return null;
    }
  }
}
