package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.Source;
import jakarta.inject.Singleton;
import java.util.Map;

/** The rehearsal as OpenSearch answers. */
@Singleton
class OpenSearchRehearsal extends IndexRehearsal {
  private final HttpCallers callers;

  OpenSearchRehearsal(OpenSearchConfig config, HttpCallers callers) {
    super(new OpenSearchDialect(), !config.sources().isEmpty());
    this.callers = callers;
  }

  @Override
  void addVector(ObjectNode hit, ArrayNode vector) {
    ((ObjectNode) hit.get("_source")).set("vector", vector);
  }

  @Override
  protected Source source(String url) {
    Map<String, String> keys = Map.of("url", url, "index", INDEX);
    return new OpenSearchKind(
            Rehearsal.config(OpenSearchConfig.class, OpenSearchConfig.PREFIX, keys), callers)
        .sources()
        .getFirst();
  }
}
