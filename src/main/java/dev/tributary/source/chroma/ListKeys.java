package dev.tributary.source.chroma;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.source.http.JsonApi;
import dev.tributary.source.http.JsonValues;
import java.math.BigDecimal;
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
  private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final String LIST = "[]";

  private ListKeys() {}

  /** The key that is true when a list holds a value. */
  static String member(String key, Object value) {
    String text =
        value instanceof Number number
            ? decimal(number).stripTrailingZeros().toString()
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
  static Map<String, Object> read(JsonNode flat) {
    Map<String, Object> fields = new LinkedHashMap<>(JsonValues.fields(flat));
    for (String key : List.copyOf(fields.keySet())) {
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

  /** A number by its value, as filters compare it. */
  static BigDecimal decimal(Number number) {
    return number instanceof BigDecimal d ? d : new BigDecimal(number.toString());
  }

  /** Whether a whole number of Chroma's is the same. */
  static boolean isLong(BigDecimal number) {
    return (number.signum() == 0 || number.stripTrailingZeros().scale() <= 0)
        && number.compareTo(MIN_LONG) >= 0
        && number.compareTo(MAX_LONG) <= 0;
  }

  private static void write(ObjectNode flat, String key, List<?> list) {
    flat.put(key + LIST, JSON.pojoNode(list).toString());
    list.stream().filter(Objects::nonNull).forEach(value -> flat.put(member(key, value), true));
    List<Number> numbers =
        list.stream()
            .filter(Number.class::isInstance)
            .map(Number.class::cast)
            .sorted(Comparator.comparing(ListKeys::decimal))
            .toList();
    if (!numbers.isEmpty()) {
      flat.set(least(key), scalar(numbers.getFirst()));
      flat.set(greatest(key), scalar(numbers.getLast()));
    }
  }

  /** A number that fits neither a long nor a double is kept as text. */
  private static JsonNode scalar(Object value) {
    return switch (value) {
      case Boolean bool -> JSON.booleanNode(bool);
      case Number number -> {
        BigDecimal exact = decimal(number);
        if (isLong(exact)) {
          yield JSON.numberNode(exact.longValueExact());
        }
        double nearest = exact.doubleValue();
        yield Double.isFinite(nearest) ? JSON.numberNode(nearest) : JSON.textNode(exact.toString());
      }
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
