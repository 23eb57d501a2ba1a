package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.source.FlatMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a hit: scalars and lists of scalars, nesting flattened with dots. What is beyond the
 * bounds is left out, in the order of the keys.
 *
 * @param published where the date of publication stands
 * @param fields where the others stand, by their name; {@value #ALL} takes an object's own names
 */
record MetadataMapping(JsonLookup published, Map<String, JsonLookup> fields) {
  /** The name of the one field whose value is read as a date. */
  static final String PUBLISHED = "published";

  /** The name of a mapping whose object keeps its own names. */
  static final String ALL = "*";

  Map<String, Object> read(JsonNode hit) {
    FlatMetadata metadata = new FlatMetadata();
    @Nullable String date = PublishedDate.of(published.find(hit));
    if (date != null) {
      metadata.add(PUBLISHED, date);
    }
    fields.forEach((name, path) -> put(name, path.find(hit), metadata));
    return metadata.entries();
  }

  private static void put(String key, @Nullable JsonNode value, FlatMetadata to) {
    if (value == null || value.isNull()) {
      return;
    }
    if (value.isObject()) {
      String prefix = key.equals(ALL) ? "" : key + ".";
      value.properties().forEach(field -> put(prefix + field.getKey(), field.getValue(), to));
    } else if (value.isArray()) {
      List<Object> list = new ArrayList<>();
      value.forEach(item -> list.add(scalar(item)));
      to.add(key, List.copyOf(list));
    } else {
      to.add(key, scalar(value));
    }
  }

  private static Object scalar(JsonNode value) {
    if (value.isNumber()) {
      return value.numberValue();
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    return value.isTextual() ? value.textValue() : value.toString();
  }
}
