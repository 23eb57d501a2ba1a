package dev.tributary.source.weaviate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;

/** A collection of {@link FakeWeaviate}: every search looks at all objects. */
final class FakeCollection {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JsonNode schema;
  private final NavigableMap<String, JsonNode> objects = new TreeMap<>();

  FakeCollection(JsonNode schema) {
    this.schema = schema;
  }

  JsonNode schema() {
    return schema;
  }

  void put(JsonNode object) {
    objects.put(object.path("id").asText(), object);
  }

  boolean remove(String id) {
    return objects.remove(id) != null;
  }

  /**
   * The objects that a query gives.
   *
   * @throws IllegalArgumentException with the words of the server
   */
  ArrayNode find(ReadQuery query) {
    JsonNode arguments = query.arguments();
    List<JsonNode> left =
        objects.tailMap(arguments.path("after").asText(), false).values().stream()
            .filter(o -> !arguments.has("where") || matches(o, arguments.path("where")))
            .toList();
    IdentityHashMap<JsonNode, ObjectNode> told = new IdentityHashMap<>();
    List<JsonNode> best = left;
    if (arguments.has("nearVector")) {
      float[] question = floats(arguments.at("/nearVector/vector"));
      best = sorted(left, o -> distance(o, question));
      best.forEach(o -> additional(told, o).put("distance", distance(o, question)));
    } else if (arguments.has("bm25")) {
      best = byWords(left, arguments.path("bm25"));
      best.forEach(
          o -> additional(told, o).put("score", String.valueOf(words(o, arguments.path("bm25")))));
    } else if (arguments.has("hybrid")) {
      best = fused(left, arguments.path("hybrid"), told);
    }
    ArrayNode found = JSON.createArrayNode();
    best.stream()
        .limit(arguments.path("limit").asInt(Integer.MAX_VALUE))
        .forEach(o -> found.add(selected(o, query.fields(), additional(told, o))));
    return found;
  }

  private List<JsonNode> fused(
      List<JsonNode> all, JsonNode hybrid, IdentityHashMap<JsonNode, ObjectNode> told) {
    float[] question = floats(hybrid.path("vector"));
    double alpha = hybrid.path("alpha").asDouble();
    IdentityHashMap<JsonNode, Double> scores = new IdentityHashMap<>();
    List<JsonNode> near = sorted(all, o -> distance(o, question));
    List<JsonNode> worded = byWords(all, hybrid);
    for (int i = 0; i < near.size(); i++) {
      scores.merge(near.get(i), alpha / (60 + i), Double::sum);
    }
    for (int i = 0; i < worded.size(); i++) {
      scores.merge(worded.get(i), (1 - alpha) / (60 + i), Double::sum);
    }
    scores.forEach((o, score) -> additional(told, o).put("score", score.toString()));
    return sorted(new ArrayList<>(scores.keySet()), o -> -scores.get(o));
  }

  private static List<JsonNode> byWords(List<JsonNode> all, JsonNode asked) {
    return sorted(all.stream().filter(o -> words(o, asked) > 0).toList(), o -> -words(o, asked));
  }

  private static List<JsonNode> sorted(List<JsonNode> all, ToDoubleFunction<JsonNode> by) {
    IdentityHashMap<JsonNode, Double> keys = new IdentityHashMap<>();
    all.forEach(o -> keys.put(o, by.applyAsDouble(o)));
    return all.stream()
        .sorted(
            Comparator.<JsonNode>comparingDouble(keys::get)
                .thenComparing(o -> o.path("id").asText()))
        .toList();
  }

  /** How many words of the question an object has. */
  private static double words(JsonNode object, JsonNode asked) {
    List<String> held = new ArrayList<>();
    asked
        .path("properties")
        .forEach(p -> held.addAll(tokens(object.path("properties").path(p.asText()).asText())));
    return tokens(asked.path("query").asText()).stream().distinct().filter(held::contains).count();
  }

  private static List<String> tokens(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private double distance(JsonNode object, float[] question) {
    float[] held = floats(object.path("vector"));
    if (held.length != question.length) {
      throw new IllegalArgumentException(
          "vector lengths don't match: %d vs %d".formatted(held.length, question.length));
    }
    double dot = 0;
    double a = 0;
    double b = 0;
    for (int i = 0; i < held.length; i++) {
      dot += held[i] * question[i];
      a += held[i] * held[i];
      b += question[i] * question[i];
    }
    return switch (schema.at("/vectorIndexConfig/distance").asText()) {
      case "dot" -> -dot;
      case "l2-squared" -> a + b - 2 * dot;
      default -> 1 - dot / Math.sqrt(a * b);
    };
  }

  private static boolean matches(JsonNode object, JsonNode where) {
    List<JsonNode> operands = list(where.path("operands"));
    return switch (where.path("operator").asText()) {
      case "And" -> operands.stream().allMatch(one -> matches(object, one));
      case "Or" -> operands.stream().anyMatch(one -> matches(object, one));
      case "ContainsAny" ->
          list(where.path("valueText")).stream().anyMatch(held(object, where)::contains);
      case "Equal" -> held(object, where).contains(where.path("valueText"));
      default -> throw new IllegalArgumentException("unknown operator in " + where);
    };
  }

  private static List<JsonNode> held(JsonNode object, JsonNode where) {
    String name = where.at("/path/0").asText();
    JsonNode value = name.equals("id") ? object.path(name) : object.path("properties").path(name);
    return value.isArray() ? list(value) : List.of(value);
  }

  private JsonNode selected(JsonNode object, List<String> fields, ObjectNode additional) {
    ObjectNode selected = JSON.createObjectNode();
    for (String field : fields) {
      switch (field) {
        case "_additional" -> selected.set(field, additional);
        case "id", "vector" -> additional.set(field, object.path(field));
        case "distance", "score" -> {}
        default -> selected.set(field, property(object, field));
      }
    }
    return selected;
  }

  private JsonNode property(JsonNode object, String field) {
    if (list(schema.path("properties")).stream()
        .noneMatch(p -> p.path("name").asText().equals(field))) {
      throw new IllegalArgumentException("Cannot query field \"" + field + "\"");
    }
    return object.path("properties").has(field)
        ? object.path("properties").path(field)
        : JSON.nullNode();
  }

  private static ObjectNode additional(
      IdentityHashMap<JsonNode, ObjectNode> told, JsonNode object) {
    return told.computeIfAbsent(object, _ -> JSON.createObjectNode());
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).floatValue();
    }
    return values;
  }
}
