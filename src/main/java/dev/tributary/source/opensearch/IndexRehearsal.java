package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.source.Distance;
import dev.tributary.source.http.ApiRehearsal;
import dev.tributary.source.http.JsonApi;
import java.util.List;
import java.util.Map;

/** An index of ten documents, searched by words and vector. */
abstract class IndexRehearsal extends ApiRehearsal {
  /** The one that its source is configured for. */
  static final String INDEX = "rehearsal";

  private final Dialect dialect;

  IndexRehearsal(Dialect dialect, boolean needed) {
    super(needed);
    this.dialect = dialect;
  }

  /** Puts the vector of a hit where the product does. */
  abstract void addVector(ObjectNode hit, ArrayNode vector);

  @Override
  protected Map<String, String> answers() {
    ObjectNode lists = JsonApi.mapper().createObjectNode();
    ArrayNode responses = lists.putArray("responses");
    for (int i = 0; i < 2; i++) {
      responses.add(found(hits(IndexRehearsal::identify)));
    }
    ArrayNode documents =
        hits(
            (hit, i) -> {
              identify(hit, i);
              fields(hit.putObject("_source"), i).putObject("metadata").put("year", 2026);
              addVector(hit, vector());
            });
    return Map.of(
        "_mapping",
        mapping().toString(),
        "_msearch",
        lists.toString(),
        "_search",
        found(documents).toString());
  }

  private ObjectNode mapping() {
    ObjectNode mapping = JsonApi.mapper().createObjectNode();
    ObjectNode properties = mapping.putObject(INDEX).putObject("mappings").putObject("properties");
    for (String field : List.of("title", "text")) {
      properties.putObject(field).put("type", "text");
    }
    properties.set("vector", dialect.mapping(DIMENSIONS, Distance.COSINE));
    return mapping;
  }

  private static ObjectNode found(ArrayNode hits) {
    ObjectNode answer = JsonApi.mapper().createObjectNode().put("timed_out", false);
    answer.putObject("hits").set("hits", hits);
    return answer;
  }

  private static void identify(ObjectNode hit, int number) {
    hit.put("_index", INDEX).put("_id", String.valueOf(number)).put("_score", 1.0 / (number + 1));
  }
}
