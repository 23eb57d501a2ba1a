package dev.tributary.source.weaviate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.source.StoreFields;
import dev.tributary.source.http.JsonValues;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One object of an answer.
 *
 * @param fields its properties, the metadata as a map
 * @param distance from the question, when it was near it
 * @param score of words or of the fusion, which Weaviate tells as text
 * @param vector when it was asked for
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to a Vector, compared with nothing
record WeaviateObject(
    String id,
    Map<String, Object> fields,
    @Nullable Double distance,
    @Nullable Double score,
    float @Nullable [] vector) {

  static WeaviateObject of(JsonNode object, StoreFields names) {
    Map<String, Object> fields = JsonValues.fields(object);
    fields.remove("_additional");
    if (fields.get(names.metadata()) instanceof String json) {
      @Nullable Map<String, Object> metadata = MetadataTerms.read(json);
      if (metadata != null) {
        fields.put(names.metadata(), metadata);
      }
    }
    JsonNode additional = object.path("_additional");
    JsonNode named = additional.path("vectors");
    return new WeaviateObject(
        additional.path("id").asText(),
        fields,
        number(additional.path("distance")),
        number(additional.path("score")),
        JsonValues.floats(
            named.isObject() && !named.isEmpty()
                ? named.iterator().next()
                : additional.path("vector")));
  }

  private static @Nullable Double number(JsonNode told) {
    if (told.isNumber()) {
      return told.doubleValue();
    }
    try {
      return told.isTextual() ? Double.valueOf(told.textValue()) : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
