package dev.tributary.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.source.FlatMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** JSON as metadata: scalars and lists of scalars, nesting flattened with dots, bounded. */
final class Metadata {
  private Metadata() {}

  /**
   * The fields of an object, without those that have a place of their own. The members of a field
   * {@code metadata}, as BEIR has it, are taken as the object's own.
   *
   * @throws IllegalArgumentException when it is more than may be kept
   */
  static Map<String, Object> of(JsonNode object, Set<String> without) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!without.contains(field.getKey())) {
        boolean own = field.getKey().equals("metadata") && field.getValue().isObject();
        put(own ? "" : Utf8.whole(field.getKey()), field.getValue(), metadata);
      }
    }
    int characters = metadata.toString().length();
    if (metadata.size() > FlatMetadata.MAX_KEYS || characters > FlatMetadata.MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "metadata has %d fields and %d characters, allowed are %d and %d"
              .formatted(
                  metadata.size(), characters, FlatMetadata.MAX_KEYS, FlatMetadata.MAX_CHARACTERS));
    }
    return metadata;
  }

  private static void put(String key, JsonNode value, Map<String, Object> to) {
    if (value.isObject()) {
      String prefix = key.isEmpty() ? "" : key + ".";
      value
          .properties()
          .forEach(field -> put(prefix + Utf8.whole(field.getKey()), field.getValue(), to));
    } else if (value.isArray()) {
      List<Object> list = new ArrayList<>();
      value.forEach(item -> list.add(scalar(item)));
      to.put(key, List.copyOf(list));
    } else if (!value.isNull()) {
      to.put(key, scalar(value));
    }
  }

  private static Object scalar(JsonNode value) {
    return switch (value.getNodeType()) {
      // What is beyond a double was read as infinite, which no store can hold as a number.
      case NUMBER -> isInfinite(value) ? value.asText() : value.numberValue();
      case BOOLEAN -> value.booleanValue();
      case STRING -> Utf8.whole(value.textValue());
      case ARRAY, BINARY, MISSING, NULL, OBJECT, POJO -> Utf8.whole(value.toString());
    };
  }

  private static boolean isInfinite(JsonNode number) {
    return number.isFloatingPointNumber() && Double.isInfinite(number.doubleValue());
  }
}
