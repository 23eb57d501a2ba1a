package dev.tributary.source.milvus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.passage.Vector;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import dev.tributary.source.http.JsonApi;
import dev.tributary.source.http.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of an answer.
 *
 * @param id its primary key
 * @param fields all but its vector; a JSON field, which Milvus tells as text, as a map
 * @param distance what Milvus calls so, when it was a search
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to a Vector, compared with nothing
record MilvusRow(
    String id,
    Map<String, Object> fields,
    @Nullable Double distance,
    float @Nullable [] coordinates) {

  static List<MilvusRow> list(
      String where, JsonNode rows, MilvusCollection collection, StoreFields names) {
    if (!rows.isArray()) {
      throw new SourceException(ErrorKind.PROTOCOL, where + " answered without a list of records");
    }
    List<MilvusRow> list = new ArrayList<>(rows.size());
    for (JsonNode row : rows) {
      list.add(of(row, collection, names));
    }
    return list;
  }

  @Nullable Vector vector(@Nullable String model) {
    return coordinates == null || model == null ? null : new Vector(model, coordinates);
  }

  private static MilvusRow of(JsonNode row, MilvusCollection collection, StoreFields names) {
    Map<String, Object> fields = new LinkedHashMap<>();
    row.properties()
        .forEach(
            field -> {
              Object value =
                  field.getKey().equals(collection.vectorField())
                      ? null
                      : value(field.getKey(), field.getValue(), names);
              if (value != null) {
                fields.put(field.getKey(), value);
              }
            });
    // A search tells the key as "id" whatever its field is called.
    String key = row.path(collection.primaryKey()).asText(row.path("id").asText());
    JsonNode distance = row.path("distance");
    if (names.hasFlatMetadata()) {
      fields.remove(collection.primaryKey());
      fields.remove("id");
      fields.remove("distance");
    }
    return new MilvusRow(
        key,
        names.hasFlatMetadata() ? ListBounds.without(fields) : fields,
        distance.isNumber() ? distance.doubleValue() : null,
        JsonValues.floats(row.path(collection.vectorField())));
  }

  private static @Nullable Object value(String name, JsonNode told, StoreFields names) {
    if (!name.equals(names.metadata())) {
      return JsonValues.of(told);
    }
    JsonNode json = told;
    if (told.isTextual()) {
      try {
        json = JsonApi.mapper().readTree(told.textValue());
      } catch (JsonProcessingException _) {
        return null;
      }
    }
    return json.isObject() ? ListBounds.without(JsonValues.fields(json)) : null;
  }
}
