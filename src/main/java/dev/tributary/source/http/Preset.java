package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A well-known API, described as data: {@code presets/<name>.yaml}.
 *
 * @param about what is found there, a sentence
 * @param docs where the API is documented
 * @param terms what it asks of those who call it
 * @param needs what the operator adds, by key, and what that is
 * @param keys what is configured, by key, as if the operator had written it
 */
record Preset(
    String name,
    String about,
    String docs,
    String terms,
    Map<String, String> needs,
    Map<String, String> keys) {
  /** Keys that have names below them, which are quoted. */
  private static final Set<String> MAPS = Set.of("query", "headers", "with", "fields.metadata");

  private static final String BODY = "body";

  static Preset of(String name, JsonNode file) {
    Map<String, String> needs = new LinkedHashMap<>();
    file.path("needs").properties().forEach(n -> needs.put(n.getKey(), n.getValue().asText()));
    Map<String, String> keys = new LinkedHashMap<>();
    flatten("", file.required("source"), keys);
    return new Preset(
        name,
        file.required("about").asText(),
        file.required("docs").asText(),
        file.required("terms").asText(),
        needs,
        keys);
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> keys) {
    node.properties()
        .forEach(
            field -> {
              String name = field.getKey();
              boolean named = MAPS.contains(prefix);
              String key =
                  prefix.isEmpty() ? name : prefix + (named ? ".\"" + name + '"' : "." + name);
              JsonNode value = field.getValue();
              if (key.equals(BODY)) {
                keys.put(key, value.toString());
              } else if (value.isObject()) {
                flatten(key, value, keys);
              } else {
                keys.put(key, value.asText());
              }
            });
  }
}
