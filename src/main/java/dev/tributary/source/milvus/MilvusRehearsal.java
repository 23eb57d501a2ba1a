package dev.tributary.source.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.Source;
import dev.tributary.source.http.ApiRehearsal;
import dev.tributary.source.http.JsonApi;
import jakarta.inject.Singleton;
import java.util.Map;

/** A collection of ten rows, searched by words and vector. */
@Singleton
class MilvusRehearsal extends ApiRehearsal {
  private final HttpCallers callers;

  MilvusRehearsal(MilvusConfig config, HttpCallers callers) {
    super(!config.sources().isEmpty());
    this.callers = callers;
  }

  @Override
  protected Map<String, String> answers() {
    JsonNode rows =
        hits(
            (row, i) -> {
              fields(row, i).put("key", String.valueOf(i)).put("distance", 1.0 / (i + 1));
              row.put("metadata", "{\"year\": 2026}").set("vector", vector());
            });
    return Map.of("describe", answer(collection()), "hybrid_search", answer(rows));
  }

  private static JsonNode collection() {
    ObjectNode collection = JsonApi.mapper().createObjectNode();
    ArrayNode fields = collection.put("enableDynamicField", true).putArray("fields");
    fields.addObject().put("name", "key").put("type", "VarChar").put("primaryKey", true);
    fields.addObject().put("name", "metadata").put("type", "JSON");
    ObjectNode vector = fields.addObject().put("name", "vector").put("type", "FloatVector");
    vector.putArray("params").addObject().put("key", "dim").put("value", "" + DIMENSIONS);
    ObjectNode words = collection.putArray("functions").addObject().put("type", "BM25");
    words.putArray("outputFieldNames").add("words");
    collection
        .putArray("indexes")
        .addObject()
        .put("fieldName", "vector")
        .put("metricType", "COSINE");
    return collection;
  }

  private static String answer(JsonNode data) {
    ObjectNode answer = JsonApi.mapper().createObjectNode().put("code", 0);
    return answer.set("data", data).toString();
  }

  @Override
  protected Source source(String url) {
    Map<String, String> keys = Map.of("url", url, "collection", "rehearsal");
    return new MilvusKind(Rehearsal.config(MilvusConfig.class, MilvusConfig.PREFIX, keys), callers)
        .sources()
        .getFirst();
  }
}
