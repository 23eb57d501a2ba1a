package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.source.Distance;
import org.jspecify.annotations.Nullable;

/** Where the two products differ: all that has to do with vectors. */
sealed interface Dialect permits OpenSearchDialect, ElasticsearchDialect {
  /**
   * Makes a search one for the nearest vectors.
   *
   * @param search to which it is added
   * @param filter that they satisfy, or null
   */
  void nearest(
      ObjectNode search, String field, JsonNode question, int count, @Nullable JsonNode filter);

  /** Has the hits of a search bring their vectors. */
  void wantVectors(ObjectNode search, ObjectNode source, String field);

  /** The vector that a hit brought; missing when it has none. */
  JsonNode vector(JsonNode hit, String field);

  /** The mapping of a field of vectors. */
  ObjectNode mapping(int dimensions, Distance distance);

  /** Adds what an index with vectors needs among its settings. */
  void settings(ObjectNode index);

  /** Reads the mapping of a field of vectors; null when it is none that can be searched. */
  @Nullable VectorField read(JsonNode mapping);
}
