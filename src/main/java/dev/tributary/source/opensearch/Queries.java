package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** The queries that are used, as JSON. */
final class Queries {
  private Queries() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static ArrayNode strings(Collection<String> values) {
    ArrayNode array = array();
    values.forEach(array::add);
    return array;
  }

  /** One node of them all: a node each costs more than the rest of a search together. */
  static JsonNode numbers(float[] values) {
    return JsonNodeFactory.instance.pojoNode(values);
  }

  static JsonNode text(String value) {
    return JsonNodeFactory.instance.textNode(value);
  }

  static JsonNode truth(boolean value) {
    return JsonNodeFactory.instance.booleanNode(value);
  }

  static JsonNode number(long value) {
    return JsonNodeFactory.instance.numberNode(value);
  }

  static JsonNode number(double value) {
    return JsonNodeFactory.instance.numberNode(value);
  }

  static ObjectNode term(String field, String value) {
    return wrapped("term", object().put(field, value));
  }

  static ObjectNode terms(String field, ArrayNode values) {
    return wrapped("terms", object().set(field, values));
  }

  static ObjectNode range(String field, ObjectNode bounds) {
    return wrapped("range", object().set(field, bounds));
  }

  static ObjectNode ids(Collection<String> ids) {
    return wrapped("ids", object().set("values", strings(ids)));
  }

  static ObjectNode exists(String field) {
    return wrapped("exists", object().put("field", field));
  }

  static ObjectNode nothing() {
    return wrapped("match_none", object());
  }

  /** All of {@code filter}, or any of {@code should}. */
  static ObjectNode bool(String occurs, ArrayNode queries) {
    return wrapped("bool", object().set(occurs, queries));
  }

  static ObjectNode not(JsonNode query) {
    return bool("must_not", array().add(query));
  }

  private static ObjectNode wrapped(String name, ObjectNode body) {
    return object().set(name, body);
  }
}
