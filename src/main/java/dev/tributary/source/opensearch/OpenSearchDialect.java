package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.source.Distance;
import dev.tributary.source.http.JsonApi;
import dev.tributary.source.opensearch.VectorField.Scale;
import org.jspecify.annotations.Nullable;

/** OpenSearch with its k-NN plugin; what is made uses the Lucene engine, which filters exactly. */
final class OpenSearchDialect implements Dialect {
  @Override
  public void nearest(
      ObjectNode search, String field, JsonNode question, int count, @Nullable JsonNode filter) {
    ObjectNode knn = search.putObject("query").putObject("knn").putObject(field);
    knn.set("vector", question);
    knn.put("k", count);
    if (filter != null) {
      knn.set("filter", filter);
    }
  }

  @Override
  public void wantVectors(ObjectNode search, ObjectNode source, String field) {
    if (source.get("includes") instanceof ArrayNode includes) {
      includes.add(field);
    }
  }

  @Override
  public JsonNode vector(JsonNode hit, String field) {
    return hit.path("_source").path(field);
  }

  @Override
  public ObjectNode mapping(int dimensions, Distance distance) {
    ObjectNode mapping = JsonApi.mapper().createObjectNode();
    mapping.put("type", "knn_vector").put("dimension", dimensions);
    mapping
        .putObject("method")
        .put("name", "hnsw")
        .put("engine", "lucene")
        .put(
            "space_type",
            switch (distance) {
              case COSINE -> "cosinesimil";
              case DOT -> "innerproduct";
              case EUCLIDEAN -> "l2";
            });
    return mapping;
  }

  @Override
  public void settings(ObjectNode index) {
    index.put("knn", true);
  }

  @Override
  public @Nullable VectorField read(JsonNode mapping) {
    int dimensions = mapping.path("dimension").asInt();
    if (!mapping.path("type").asText().equals("knn_vector") || dimensions < 1) {
      return null;
    }
    JsonNode method = mapping.path("method");
    // Either place may name the space, and neither has to.
    String space = method.path("space_type").asText(mapping.path("space_type").asText("l2"));
    Scale scale =
        switch (space) {
          case "cosinesimil" ->
              method.path("engine").asText().equals("nmslib") ? Scale.NATIVE_COSINE : Scale.COSINE;
          case "innerproduct" -> Scale.PRODUCT;
          case "l2" -> Scale.EUCLIDEAN;
          default -> Scale.OTHER;
        };
    return new VectorField(dimensions, scale);
  }
}
