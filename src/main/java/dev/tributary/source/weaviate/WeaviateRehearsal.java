package dev.tributary.source.weaviate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.Source;
import dev.tributary.source.http.ApiRehearsal;
import dev.tributary.source.http.JsonApi;
import jakarta.inject.Singleton;
import java.util.Map;

/** A collection of ten objects. */
@Singleton
class WeaviateRehearsal extends ApiRehearsal {
  private static final String COLLECTION = "Rehearsal";

  private final HttpCallers callers;

  WeaviateRehearsal(WeaviateConfig config, HttpCallers callers) {
    super(!config.sources().isEmpty());
    this.callers = callers;
  }

  @Override
  protected Map<String, String> answers() {
    ObjectNode schema = JsonApi.mapper().createObjectNode().put("class", COLLECTION);
    schema.putObject("vectorIndexConfig").put("distance", "cosine");
    ArrayNode properties = schema.putArray("properties");
    fields(JsonApi.mapper().createObjectNode(), 0)
        .put("metadata", "")
        .properties()
        .forEach(
            field ->
                properties
                    .addObject()
                    .put("name", field.getKey())
                    .putArray("dataType")
                    .add(field.getValue().isNumber() ? "int" : "text"));
    ObjectNode answer = JsonApi.mapper().createObjectNode();
    answer
        .putObject("data")
        .putObject("Get")
        .set(
            COLLECTION,
            hits(
                (object, i) ->
                    fields(object, i)
                        .put("metadata", "{\"year\": 2026}")
                        .putObject("_additional")
                        .put("id", String.valueOf(i))
                        .put("score", String.valueOf(1.0 / (i + 1)))
                        .set("vector", vector())));
    return Map.of(COLLECTION, schema.toString(), "graphql", answer.toString());
  }

  @Override
  protected Source source(String url) {
    Map<String, String> keys = Map.of("url", url, "collection", COLLECTION);
    return new WeaviateKind(
            Rehearsal.config(WeaviateConfig.class, WeaviateConfig.PREFIX, keys), callers)
        .sources()
        .getFirst();
  }
}
