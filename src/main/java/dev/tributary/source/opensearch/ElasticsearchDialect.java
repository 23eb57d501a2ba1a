package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.source.Distance;
import dev.tributary.source.http.JsonApi;
import dev.tributary.source.opensearch.VectorField.Scale;
import org.jspecify.annotations.Nullable;

/** Elasticsearch with {@code dense_vector}; what is made keeps whole floats, not quantised ones. */
final class ElasticsearchDialect implements Dialect {
  private static final int LEAST_CANDIDATES = 100;
  private static final int MOST_CANDIDATES = 10_000;

  @Override
  public void nearest(
      ObjectNode search, String field, JsonNode question, int count, @Nullable JsonNode filter) {
    ObjectNode knn = search.putObject("knn");
    knn.put("field", field);
    knn.set("query_vector", question);
    knn.put("k", count);
    knn.put("num_candidates", Math.clamp(2L * count, LEAST_CANDIDATES, MOST_CANDIDATES));
    if (filter != null) {
      knn.set("filter", filter);
    }
  }

  /** By {@code fields}: from its 9.2 on, a source comes without them. */
  @Override
  public void wantVectors(ObjectNode search, ObjectNode source, String field) {
    search.putArray("fields").add(field);
  }

  @Override
  public JsonNode vector(JsonNode hit, String field) {
    JsonNode values = hit.path("fields").path(field);
    // Some versions wrap the one value of a field in a list, as they do for other fields.
    return values.path(0).isArray() ? values.get(0) : values;
  }

  @Override
  public ObjectNode mapping(int dimensions, Distance distance) {
    ObjectNode mapping = JsonApi.mapper().createObjectNode();
    mapping.put("type", "dense_vector").put("dims", dimensions).put("index", true);
    mapping.put(
        "similarity",
        switch (distance) {
          case COSINE -> "cosine";
          case DOT -> "max_inner_product";
          case EUCLIDEAN -> "l2_norm";
        });
    mapping.putObject("index_options").put("type", "hnsw");
    return mapping;
  }

  @Override
  public void settings(ObjectNode index) {
    // Nothing: an index is ready for vectors as it is.
  }

  @Override
  public @Nullable VectorField read(JsonNode mapping) {
    int dimensions = mapping.path("dims").asInt();
    if (!mapping.path("type").asText().equals("dense_vector")
        || dimensions < 1
        || !mapping.path("index").asBoolean(true)) {
      return null;
    }
    Scale scale =
        switch (mapping.path("similarity").asText("cosine")) {
          // A dot product is only taken of vectors of length one: it is their cosine.
          case "cosine", "dot_product" -> Scale.COSINE;
          case "max_inner_product" -> Scale.PRODUCT;
          case "l2_norm" -> Scale.EUCLIDEAN;
          default -> Scale.OTHER;
        };
    return new VectorField(dimensions, scale);
  }
}
