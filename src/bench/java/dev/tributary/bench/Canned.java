package dev.tributary.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.source.http.JsonApi;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The answers of a fake as a store gives them that was not asked for vectors. */
public final class Canned {
  private static final List<String> VECTORS = List.of("vector", "embeddings");

  private Canned() {}

  /** The same answers, or those without vectors. */
  public static Map<String, String> of(Map<String, String> answers, boolean vectors) {
    return vectors
        ? answers
        : answers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> without(one.getValue())));
  }

  private static String without(String json) {
    try {
      JsonNode tree = JsonApi.mapper().readTree(json);
      strip(tree);
      return tree.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      // What describes a collection has objects of these names.
      VECTORS.stream().filter(name -> object.path(name).isArray()).forEach(object::remove);
    }
    node.forEach(Canned::strip);
  }
}
