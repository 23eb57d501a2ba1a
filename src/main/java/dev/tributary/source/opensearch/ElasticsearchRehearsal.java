package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Rehearsal;
import dev.tributary.source.Source;
import jakarta.inject.Singleton;
import java.util.Map;

/** The rehearsal as Elasticsearch answers. */
@Singleton
class ElasticsearchRehearsal extends IndexRehearsal {
  private final HttpCallers callers;

  ElasticsearchRehearsal(ElasticsearchConfig config, HttpCallers callers) {
    super(new ElasticsearchDialect(), !config.sources().isEmpty());
    this.callers = callers;
  }

  @Override
  void addVector(ObjectNode hit, ArrayNode vector) {
    hit.putObject("fields").set("vector", vector);
  }

  @Override
  protected Source source(String url) {
    Map<String, String> keys = Map.of("url", url, "index", INDEX);
    return new ElasticsearchKind(
            Rehearsal.config(ElasticsearchConfig.class, ElasticsearchConfig.PREFIX, keys), callers)
        .sources()
        .getFirst();
  }
}
