package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.passage.Vector;
import dev.tributary.source.StoreFields;
import dev.tributary.source.http.JsonValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a hit is asked for, and what it brings.
 *
 * @param shape of the index
 * @param dialect of the index
 * @param model of the vectors that are wanted; null for none
 */
record Hits(IndexShape shape, Dialect dialect, @Nullable String model) {
  /** A hit is one of its index: an alias may lead to several. */
  static String key(JsonNode hit) {
    return hit.path("_index").asText() + "\n" + hit.path("_id").asText();
  }

  /** Adds to a search what its hits are to bring. */
  ObjectNode wantedFrom(ObjectNode search) {
    StoreFields names = names();
    ObjectNode source = search.putObject("_source");
    if (names.hasFlatMetadata()) {
      ArrayNode excludes = source.putArray("excludes").add(TermsFilter.FIELD);
      if (model == null) {
        excludes.add(vectorField());
      }
    } else {
      source.set("includes", Queries.strings(all(names)));
    }
    if (model != null) {
      dialect.wantVectors(search, source, vectorField());
    }
    return search;
  }

  /** The fields of a hit, as they were written. */
  Map<String, Object> fields(JsonNode hit) {
    JsonNode source = hit.path("_source");
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : source.properties()) {
      String name = field.getKey();
      if (!name.equals(vectorField()) && !name.equals(TermsFilter.FIELD)) {
        put(fields, name, field.getValue());
      }
    }
    StoreFields names = names();
    for (String name : all(names)) {
      if (name.indexOf('.') >= 0 && !fields.containsKey(name)) {
        // Written as nested objects, which a mapping does not tell from a name with dots.
        put(fields, name, source.at("/" + name.replace('.', '/')));
      }
    }
    return fields;
  }

  /** The vector of a hit; null when none is wanted or it has none. */
  @Nullable Vector vector(JsonNode hit) {
    if (model == null) {
      return null;
    }
    float @Nullable [] values = JsonValues.floats(dialect.vector(hit, vectorField()));
    return values == null ? null : new Vector(model, values);
  }

  private static void put(Map<String, Object> fields, String name, JsonNode node) {
    @Nullable Object value = JsonValues.of(node);
    if (value != null) {
      fields.put(name, value);
    }
  }

  private static List<String> all(StoreFields names) {
    return List.of(
        names.id(),
        names.chunk(),
        names.title(),
        names.url(),
        names.text(),
        names.language(),
        names.metadata());
  }

  private StoreFields names() {
    return shape.settings().store().fields();
  }

  private String vectorField() {
    return shape.settings().vectorField();
  }
}
