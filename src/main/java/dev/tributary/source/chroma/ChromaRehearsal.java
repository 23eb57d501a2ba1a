package dev.tributary.source.chroma;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.Source;
import dev.tributary.source.http.ApiRehearsal;
import dev.tributary.source.http.JsonApi;
import jakarta.inject.Singleton;
import java.util.Map;

/** A collection of ten records. */
@Singleton
class ChromaRehearsal extends ApiRehearsal {
  private final HttpCallers callers;

  ChromaRehearsal(ChromaConfig config, HttpCallers callers) {
    super(!config.sources().isEmpty());
    this.callers = callers;
  }

  @Override
  protected Map<String, String> answers() {
    ObjectNode collection = JsonApi.mapper().createObjectNode();
    collection.put("id", "0").put("dimension", DIMENSIONS);
    collection.putObject("configuration_json").putObject("hnsw").put("space", "cosine");
    ObjectNode answer = JsonApi.mapper().createObjectNode();
    ArrayNode ids = answer.putArray("ids").addArray();
    ArrayNode documents = answer.putArray("documents").addArray();
    ArrayNode distances = answer.putArray("distances").addArray();
    ArrayNode vectors = answer.putArray("embeddings").addArray();
    ArrayNode metadata =
        hits(
            (hit, i) -> {
              fields(hit, i).remove("text");
              ids.add(String.valueOf(i));
              documents.add(text(i));
              distances.add(i / 10.0);
              vectors.add(vector());
            });
    answer.putArray("metadatas").add(metadata);
    return Map.of("", collection.toString(), "query", answer.toString());
  }

  @Override
  protected Source source(String url) {
    Map<String, String> keys = Map.of("url", url, "collection", "rehearsal");
    return new ChromaKind(Rehearsal.config(ChromaConfig.class, ChromaConfig.PREFIX, keys), callers)
        .sources()
        .getFirst();
  }
}
