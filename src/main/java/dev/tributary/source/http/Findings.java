package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.source.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What each path of an API's description finds in one answer. */
final class Findings {
  private static final int MAX_EXAMPLE = 200;

  private final Masks masks;
  private final List<Explanation.Finding> all = new ArrayList<>();

  /**
   * @param masks what is not shown
   */
  Findings(Masks masks) {
    this.masks = masks;
  }

  /** So far. */
  List<Explanation.Finding> all() {
    return all;
  }

  /** Where the hits stand, and each part of them. */
  Findings ofHits(HitMapping mapping, List<JsonNode> hits) {
    all.add(
        new Explanation.Finding(
            "results",
            mapping.places(),
            hits.size(),
            hits.isEmpty() ? null : example(hits.getFirst().toString())));
    HitFields fields = mapping.fields();
    Map<String, JsonLookup> lookups = new TreeMap<>();
    lookups.put("fields.id", fields.id());
    lookups.put("fields.title", fields.title());
    lookups.put("fields.url", fields.url());
    lookups.put("fields.text", fields.text());
    lookups.put("fields.score", fields.score());
    lookups.put("fields.published", fields.metadata().published());
    if (mapping.rank() != null) {
      lookups.put("fields.rank", mapping.rank());
    }
    fields
        .metadata()
        .fields()
        .forEach((name, path) -> lookups.put("fields.metadata." + name, path));
    lookups.forEach((key, path) -> in(hits, key, path));
    return this;
  }

  /**
   * What one path finds.
   *
   * @param path null when it is not configured
   */
  Findings in(List<JsonNode> places, String key, @Nullable JsonLookup path) {
    if (path == null) {
      return this;
    }
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode place : places) {
      @Nullable JsonNode at = path.find(place);
      if (at != null && !at.isNull()) {
        found.add(at);
      }
    }
    all.add(
        new Explanation.Finding(
            key, path.toString(), found.size(), found.isEmpty() ? null : shown(found.getFirst())));
    return this;
  }

  private String shown(JsonNode found) {
    return example(found.isValueNode() ? found.asText() : found.toString());
  }

  /** The beginning of a text, fit to be shown. */
  String example(String text) {
    return masks.beginning(MAX_EXAMPLE, text);
  }
}
