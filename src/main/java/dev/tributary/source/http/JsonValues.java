package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as plain values: what metadata and the fields of stored records are made of. */
public final class JsonValues {
  private JsonValues() {}

  /** A String, Number, Boolean, List or Map; null for null and for what is missing. */
  public static @Nullable Object of(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> node.textValue();
      case NUMBER -> node.numberValue();
      case BOOLEAN -> node.booleanValue();
      case ARRAY -> list(node);
      case OBJECT -> fields(node);
      case POJO, BINARY -> node.asText();
      case NULL, MISSING -> null;
    };
  }

  /** The fields of an object in order, without those that are null; empty for anything else. */
  public static Map<String, Object> fields(JsonNode object) {
    Map<String, Object> fields = LinkedHashMap.newLinkedHashMap(object.size());
    object
        .properties()
        .forEach(
            field -> {
              @Nullable Object value = of(field.getValue());
              if (value != null) {
                fields.put(field.getKey(), value);
              }
            });
    return fields;
  }

  /** The numbers of an array; null when it is none, is empty, or holds anything else. */
  public static float @Nullable [] floats(JsonNode array) {
    if (!array.isArray() || array.isEmpty()) {
      return null;
    }
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode one = array.get(i);
      if (!one.isNumber() || !Float.isFinite(one.floatValue())) {
        return null;
      }
      values[i] = one.floatValue();
    }
    return values;
  }

  private static List<Object> list(JsonNode array) {
    List<Object> list = new ArrayList<>(array.size());
    for (JsonNode one : array) {
      @Nullable Object value = of(one);
      if (value != null) {
        list.add(value);
      }
    }
    return list;
  }
}
