package dev.tributary.source.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.source.Distance;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A collection as the server describes it.
 *
 * @param primaryKey the field of the records' keys
 * @param vectorField the field of the vectors
 * @param dimensions of the vectors
 * @param distance how its index measures
 * @param bm25Field the sparse field that a BM25 function fills; null when words cannot be searched
 * @param otherFields all fields without vectors, and {@value #DYNAMIC} when there may be more, by
 *     name
 */
record MilvusCollection(
    String primaryKey,
    String vectorField,
    int dimensions,
    Distance distance,
    @Nullable String bm25Field,
    Map<String, MilvusField> otherFields) {
  /** The field of all fields that the schema does not name. */
  static final String DYNAMIC = "$meta";

  /**
   * @param where for messages
   * @throws SourceException BAD_REQUEST when it is not shaped as the operator says
   */
  static MilvusCollection of(String where, JsonNode described, MilvusShape shape) {
    @Nullable String primaryKey = null;
    List<JsonNode> vectors = new ArrayList<>();
    Map<String, MilvusField> others = new LinkedHashMap<>();
    for (JsonNode field : described.path("fields")) {
      String name = field.path("name").asText();
      String type = field.path("type").asText();
      if (field.path("primaryKey").asBoolean()) {
        primaryKey = name;
      }
      if (type.equals("FloatVector")) {
        vectors.add(field);
      }
      if (!type.endsWith("Vector")) {
        others.put(name, new MilvusField(name, type, field.path("nullable").asBoolean()));
      }
    }
    if (primaryKey == null) {
      throw new SourceException(
          ErrorKind.PROTOCOL, where + " is described without a field of primary keys");
    }
    if (described.path("enableDynamicField").asBoolean()) {
      others.put(DYNAMIC, new MilvusField(DYNAMIC, "JSON", false));
    }
    JsonNode vector = vector(where, vectors, shape);
    String vectorField = vector.path("name").asText();
    return new MilvusCollection(
        primaryKey,
        vectorField,
        dimensions(vector),
        distance(where, described, vectorField, shape),
        bm25(described),
        others);
  }

  /** A field without vectors; null when there is none of that name. */
  @Nullable MilvusField field(String name) {
    return otherFields.get(name);
  }

  /** The word of Milvus's for a distance. */
  static String metric(Distance distance) {
    return switch (distance) {
      case COSINE -> "COSINE";
      case DOT -> "IP";
      case EUCLIDEAN -> "L2";
    };
  }

  /** The score of what Milvus calls a distance: a cosine, an inner product, a squared length. */
  double score(double told) {
    return switch (distance) {
      case COSINE -> distance.score(1 - told);
      case DOT -> distance.score(-told);
      case EUCLIDEAN -> distance.score(Math.sqrt(Math.max(0, told)));
    };
  }

  private static JsonNode vector(String where, List<JsonNode> vectors, MilvusShape shape) {
    List<String> names = vectors.stream().map(v -> v.path("name").asText()).toList();
    if (shape.vectorField().isEmpty() && vectors.size() == 1) {
      return vectors.getFirst();
    }
    return vectors.stream()
        .filter(v -> shape.vectorField().filter(v.path("name").asText()::equals).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new SourceException(
                    ErrorKind.BAD_REQUEST,
                    "%s has the vector fields %s; vector-field %s"
                        .formatted(
                            where,
                            names,
                            shape
                                .vectorField()
                                .map(name -> "is \"" + name + "\"")
                                .orElse("says none of them"))));
  }

  private static int dimensions(JsonNode vector) {
    for (JsonNode param : vector.path("params")) {
      if (param.path("key").asText().equals("dim")) {
        return param.path("value").asInt();
      }
    }
    return 0;
  }

  private static Distance distance(
      String where, JsonNode described, String vectorField, MilvusShape shape) {
    String metric = "";
    for (JsonNode index : described.path("indexes")) {
      if (index.path("fieldName").asText().equals(vectorField)) {
        metric = index.path("metricType").asText();
      }
    }
    Distance found =
        switch (metric) {
          case "COSINE" -> Distance.COSINE;
          case "IP" -> Distance.DOT;
          case "L2" -> Distance.EUCLIDEAN;
          default ->
              throw new SourceException(
                  ErrorKind.BAD_REQUEST,
                  where + " has no index by COSINE, IP or L2 on \"" + vectorField + "\"");
        };
    if (shape.distance().filter(wanted -> wanted != found).isPresent()) {
      throw new SourceException(
          ErrorKind.BAD_REQUEST,
          "%s measures by %s, not by %s as configured"
              .formatted(where, metric, metric(shape.distance().get())));
    }
    return found;
  }

  private static @Nullable String bm25(JsonNode described) {
    for (JsonNode function : described.path("functions")) {
      if (function.path("type").asText().equals("BM25")) {
        return function.path("outputFieldNames").path(0).textValue();
      }
    }
    return null;
  }
}
