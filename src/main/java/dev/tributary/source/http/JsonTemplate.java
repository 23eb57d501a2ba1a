package dev.tributary.source.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.passage.Filter;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A body that is JSON before and after it is filled.
 *
 * <p>Places stand inside strings. A string that is nothing but a place becomes what the place
 * holds: a number, a truth value, a filter. What has a place without a value is left out.
 */
sealed interface JsonTemplate {
  JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The filled tree; null to be left out. */
  @Nullable JsonNode node(Values values);

  /** The names of all places. */
  Stream<String> places();

  /** The body of a request. */
  default Buffer fill(Values values) {
    @Nullable JsonNode filled = node(values);
    try {
      return Buffer.buffer(JsonBody.MAPPER.writeValueAsBytes(filled == null ? "" : filled));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  /**
   * Reads a body.
   *
   * @param key where it stands in the configuration
   * @param fixed values of places that never change
   * @throws BadConfiguration when it is not JSON, or a placeholder may not stand there
   */
  static JsonTemplate of(String key, String text, Set<String> allowed, FixedValues fixed) {
    try {
      return of(key, JsonBody.MAPPER.readTree(text), allowed, fixed);
    } catch (JsonProcessingException e) {
      throw new BadConfiguration(
          key,
          text.length() + " characters that may hold a secret",
          "JSON; this is none at line %d, column %d"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
  }

  private static JsonTemplate of(
      String key, JsonNode node, Set<String> allowed, FixedValues fixed) {
    return switch (node) {
      case ObjectNode object -> {
        Map<String, JsonTemplate> fields = new LinkedHashMap<>();
        object
            .properties()
            .forEach(f -> fields.put(f.getKey(), of(key, f.getValue(), allowed, fixed)));
        yield new Fields(fields);
      }
      case ArrayNode array ->
          new Items(
              StreamSupport.stream(array.spliterator(), false)
                  .map(item -> of(key, item, allowed, fixed))
                  .toList());
      case JsonNode text when text.isTextual() ->
          new Text(fixed.in(Template.of(key, text.textValue(), allowed)));
      case JsonNode other -> new Constant(other);
    };
  }

  /** An object. */
  record Fields(Map<String, JsonTemplate> fields) implements JsonTemplate {
    @Override
    public JsonNode node(Values values) {
      ObjectNode filled = NODES.objectNode();
      fields.forEach(
          (name, template) -> {
            @Nullable JsonNode value = template.node(values);
            if (value != null) {
              filled.set(name, value);
            }
          });
      return filled;
    }

    @Override
    public Stream<String> places() {
      return fields.values().stream().flatMap(JsonTemplate::places);
    }
  }

  /** An array. */
  record Items(List<JsonTemplate> items) implements JsonTemplate {
    @Override
    public JsonNode node(Values values) {
      ArrayNode filled = NODES.arrayNode();
      for (JsonTemplate item : items) {
        @Nullable JsonNode value = item.node(values);
        if (value != null) {
          filled.add(value);
        }
      }
      return filled;
    }

    @Override
    public Stream<String> places() {
      return items.stream().flatMap(JsonTemplate::places);
    }
  }

  /** A string, or what stood as one. */
  record Text(Template template) implements JsonTemplate {
    @Override
    public @Nullable JsonNode node(Values values) {
      if (template.isBare()) {
        @Nullable Object value = values.of(template.places().getFirst());
        return value == null ? null : tree(value);
      }
      @Nullable String filled = template.fill(values, text -> text);
      return filled == null ? null : NODES.textNode(filled);
    }

    @Override
    public Stream<String> places() {
      return template.places().stream();
    }
  }

  /** A number, a truth value, or null. */
  record Constant(JsonNode value) implements JsonTemplate {
    @Override
    public JsonNode node(Values values) {
      return value;
    }

    @Override
    public Stream<String> places() {
      return Stream.empty();
    }
  }

  private static JsonNode tree(Object value) {
    return switch (value) {
      case Filter filter -> filter(filter);
      case String text -> NODES.textNode(text);
      case Boolean truth -> NODES.booleanNode(truth);
      case List<?> list -> {
        ArrayNode array = NODES.arrayNode();
        for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
          array.add(tree(items.next()));
        }
        yield array;
      }
      case Object other -> JsonBody.MAPPER.valueToTree(other);
    };
  }

  /** A filter in the grammar that OpenAI's vector stores and this server's own API share. */
  private static JsonNode filter(Filter filter) {
    return switch (filter) {
      case Filter.Comparison c ->
          NODES
              .objectNode()
              .put("type", c.operator().wireName())
              .put("key", c.key())
              .set("value", tree(c.value()));
      case Filter.Compound c ->
          NODES
              .objectNode()
              .put("type", c.join().name().toLowerCase(java.util.Locale.ROOT))
              .set(
                  "filters",
                  NODES
                      .arrayNode()
                      .addAll(
                          c.filters().stream()
                              .map(JsonTemplate::filter)
                              .collect(Collectors.toList())));
    };
  }
}
