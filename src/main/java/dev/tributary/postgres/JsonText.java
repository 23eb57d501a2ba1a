package dev.tributary.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of json and jsonb as text and back, numbers as exact as the database keeps them. */
public final class JsonText {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final ObjectReader OBJECTS = JSON.readerForMapOf(Object.class);

  private JsonText() {}

  /** Scalars, lists and maps as JSON, without U+0000, which PostgreSQL cannot keep. */
  public static String write(Object value) {
    try {
      String json = JSON.writeValueAsString(value);
      return json.contains("\\u0000") ? JSON.writeValueAsString(kept(value)) : json;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("scalars, lists and maps are JSON", e);
    }
  }

  /** An object; empty when it is another value, null when it was too long and so is cut. */
  public static @Nullable Map<String, Object> read(String json) {
    if (!json.startsWith("{")) {
      return Map.of();
    }
    try {
      Map<String, Object> object = OBJECTS.readValue(json);
      object.replaceAll((_, value) -> plain(value));
      return object;
    } catch (JsonProcessingException _) {
      return null;
    }
  }

  private static Object kept(Object value) {
    return switch (value) {
      case String s -> s.replace("\u0000", "");
      case List<?> list -> list.stream().map(JsonText::kept).toList();
      case Map<?, ?> map -> {
        Map<Object, Object> entries = new LinkedHashMap<>();
        map.forEach((key, inner) -> entries.put(kept(key), kept(inner)));
        yield entries;
      }
      default -> value;
    };
  }

  /** Decimals as the double that is written the same, where there is one. */
  private static Object plain(@Nullable Object value) {
    return switch (value) {
      case BigDecimal d -> {
        double near = d.doubleValue();
        boolean same =
            Double.isFinite(near) && new BigDecimal(Double.toString(near)).compareTo(d) == 0;
        yield same ? (Object) near : d;
      }
      case List<?> list -> {
        @SuppressWarnings("unchecked")
        List<Object> items = (List<Object>) list;
        items.replaceAll(JsonText::plain);
        yield items;
      }
      case Map<?, ?> map -> {
        @SuppressWarnings("unchecked")
        Map<String, Object> entries = (Map<String, Object>) map;
        entries.replaceAll((_, inner) -> plain(inner));
        yield entries;
      }
      case null, default -> value;
    };
  }
}
