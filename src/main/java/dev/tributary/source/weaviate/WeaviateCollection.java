package dev.tributary.source.weaviate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.source.Distance;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A collection as its schema describes it.
 *
 * @param properties by name, those of plain values: what has parts, such as an object, a reference
 *     or a place on earth, cannot be asked for by its name alone
 * @param vectorName of the vector that is searched; empty when the collection's only one has none
 * @param distance how the vector's index measures
 */
record WeaviateCollection(
    Map<String, Property> properties, Optional<String> vectorName, Distance distance) {
  private static final Set<String> PLAIN =
      Set.of("text", "string", "int", "number", "boolean", "date", "uuid");

  /**
   * A property that can be read.
   *
   * @param type such as {@code text} or {@code int[]}
   * @param isWhole whether a text is indexed as it is, not word by word
   * @param isSearched whether its words can be searched
   */
  record Property(String type, boolean isWhole, boolean isSearched) {}

  /**
   * @param where for messages
   * @throws SourceException BAD_REQUEST when it is not shaped as the operator says
   */
  static WeaviateCollection of(String where, JsonNode schema, WeaviateShape shape) {
    if (!schema.path("class").isTextual()) {
      throw new SourceException(ErrorKind.PROTOCOL, where + " is described without its name");
    }
    Map<String, Property> properties = new LinkedHashMap<>();
    for (JsonNode property : schema.path("properties")) {
      String type = property.path("dataType").path(0).asText();
      String value = type.replace("[]", "");
      if (PLAIN.contains(value)) {
        properties.put(
            property.path("name").asText(),
            new Property(
                type,
                property.path("tokenization").asText().equals("field"),
                (value.equals("text") || value.equals("string"))
                    && property.path("indexSearchable").asBoolean(true)));
      }
    }
    Optional<String> vectorName = vectorName(where, schema, shape);
    JsonNode vector = vectorName.map(name -> schema.path("vectorConfig").path(name)).orElse(schema);
    return new WeaviateCollection(properties, vectorName, distance(where, vector, shape));
  }

  /** The word of Weaviate's for a distance. */
  static String metric(Distance distance) {
    return switch (distance) {
      case COSINE -> "cosine";
      case DOT -> "dot";
      case EUCLIDEAN -> "l2-squared";
    };
  }

  /** The score of what Weaviate calls a distance: {@code l2-squared} is one, squared. */
  double score(double told) {
    return switch (distance) {
      case COSINE, DOT -> distance.score(told);
      case EUCLIDEAN -> distance.score(Math.sqrt(Math.max(0, told)));
    };
  }

  private static Distance distance(String where, JsonNode vector, WeaviateShape shape) {
    @Nullable String metric = vector.at("/vectorIndexConfig/distance").textValue();
    Distance found =
        switch (metric == null ? "cosine" : metric) {
          case "cosine" -> Distance.COSINE;
          case "dot" -> Distance.DOT;
          case "l2-squared" -> Distance.EUCLIDEAN;
          default ->
              throw new SourceException(
                  ErrorKind.UNSUPPORTED,
                  where + " measures by " + metric + "; known are cosine, dot and l2-squared");
        };
    if (shape.distance().filter(wanted -> wanted != found).isPresent()) {
      throw new SourceException(
          ErrorKind.BAD_REQUEST,
          "%s measures by %s, not by %s as configured"
              .formatted(where, metric(found), metric(shape.distance().get())));
    }
    return found;
  }

  private static Optional<String> vectorName(String where, JsonNode schema, WeaviateShape shape) {
    JsonNode named = schema.path("vectorConfig");
    if (shape.vectorName().isEmpty()) {
      boolean isOnly = named.size() == 1 && !schema.hasNonNull("vectorIndexConfig");
      return isOnly ? Optional.of(named.fieldNames().next()) : Optional.empty();
    }
    if (!named.has(shape.vectorName().get())) {
      throw new SourceException(
          ErrorKind.BAD_REQUEST,
          "%s has no vector \"%s\"; it has %s"
              .formatted(
                  where,
                  shape.vectorName().get(),
                  named.properties().stream().map(Map.Entry::getKey).toList()));
    }
    return shape.vectorName();
  }
}
