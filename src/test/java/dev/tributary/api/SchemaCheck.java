package dev.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map.Entry;
import java.util.stream.StreamSupport;

/**
 * Holds values against the schemas of an OpenAPI document, as far as ours go. Stricter than JSON
 * Schema: a field that is not described is an error.
 */
final class SchemaCheck {
  private final JsonNode document;

  SchemaCheck(JsonNode document) {
    this.document = document;
  }

  void check(String schema, JsonNode value) {
    check(document.at("/components/schemas/" + schema), value);
  }

  void check(JsonNode schema, JsonNode value) {
    String error = error(schema, value, "#");
    assertThat(error).as(value.toString()).isEmpty();
  }

  /** What is wrong, or nothing. */
  private String error(JsonNode schema, JsonNode value, String at) {
    if (schema.isMissingNode()) {
      return at + " is not described";
    }
    if (schema.has("$ref")) {
      return error(document.at(schema.get("$ref").asText().substring(1)), value, at);
    }
    if (schema.has("oneOf")) {
      long fitting =
          StreamSupport.stream(schema.get("oneOf").spliterator(), false)
              .filter(one -> error(one, value, at).isEmpty())
              .count();
      return fitting == 1 ? "" : at + " fits " + fitting + " of oneOf";
    }
    if (schema.has("enum")
        && !StreamSupport.stream(schema.get("enum").spliterator(), false).anyMatch(value::equals)) {
      return at + " is not one of " + schema.get("enum");
    }
    return switch (type(schema)) {
      case "object" -> value.isObject() ? object(schema, value, at) : at + " is no object";
      case "array" -> value.isArray() ? array(schema, value, at) : at + " is no array";
      case "string" -> value.isTextual() ? "" : at + " is no string";
      case "integer" -> value.isIntegralNumber() ? "" : at + " is no integer";
      case "number" -> value.isNumber() ? "" : at + " is no number";
      case "boolean" -> value.isBoolean() ? "" : at + " is no boolean";
      case String any -> any.isEmpty() ? "" : at + " is of an unknown type " + any;
    };
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray() ? type.get(0).asText() : type.asText("");
  }

  private String object(JsonNode schema, JsonNode value, String at) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        return at + " lacks " + name.asText();
      }
    }
    if (!schema.has("properties")) {
      return "";
    }
    for (Entry<String, JsonNode> field : value.properties()) {
      String error =
          error(
              schema.at("/properties/" + field.getKey()),
              field.getValue(),
              at + "/" + field.getKey());
      if (!error.isEmpty()) {
        return error;
      }
    }
    return "";
  }

  private String array(JsonNode schema, JsonNode value, String at) {
    int index = 0;
    for (JsonNode item : value) {
      String error = error(schema.path("items"), item, at + "/" + index++);
      if (!error.isEmpty()) {
        return error;
      }
    }
    return "";
  }
}
