package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The operations of RFC 6902 that the manifests use. */
final class JsonPatch {
  private JsonPatch() {}

  /** Changes a document in place; a path that leads nowhere is an error, as the RFC wants it. */
  static void apply(JsonNode operations, JsonNode document) {
    Yaml.each(operations).forEach(operation -> applyOne(operation, document));
  }

  private static void applyOne(JsonNode operation, JsonNode document) {
    JsonPointer path = JsonPointer.compile(operation.path("path").asText());
    JsonNode parent = document.at(path.head());
    String last = path.last().getMatchingProperty();
    String op = operation.path("op").asText();
    if (!op.equals("add")) {
      assertThat(document.at(path).isMissingNode()).as("nothing at " + path).isFalse();
    }
    JsonNode value = operation.path("value");
    switch (op) {
      case "add" -> {
        switch (parent) {
          case ObjectNode object -> object.set(last, value);
          case ArrayNode array when last.equals("-") -> array.add(value);
          case ArrayNode array -> array.insert(Integer.parseInt(last), value);
          default -> throw new AssertionError("nothing can be added at " + path);
        }
      }
      case "replace" -> {
        if (parent instanceof ArrayNode array) {
          array.set(Integer.parseInt(last), value);
        } else {
          ((ObjectNode) parent).set(last, value);
        }
      }
      case "remove" -> {
        if (parent instanceof ArrayNode array) {
          array.remove(Integer.parseInt(last));
        } else {
          ((ObjectNode) parent).remove(last);
        }
      }
      case "test" -> assertThat(document.at(path)).as("at " + path).isEqualTo(value);
      default -> throw new AssertionError("unknown operation " + op);
    }
  }
}
