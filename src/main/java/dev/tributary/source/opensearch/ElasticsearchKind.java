package dev.tributary.source.opensearch;

import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Source;
import dev.tributary.source.SourceKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Makes the configured indexes of Elasticsearch. */
@ApplicationScoped
class ElasticsearchKind implements SourceKind {
  static final String NAME = "elasticsearch";

  private final ElasticsearchConfig config;
  private final HttpCallers callers;

  ElasticsearchKind(ElasticsearchConfig config, HttpCallers callers) {
    this.config = config;
    this.callers = callers;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Source> sources() {
    return config.sources().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> source(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Source source(String name, IndexConfig index) {
    String keys = ElasticsearchConfig.PREFIX + ".\"" + name + "\"";
    return IndexSource.of(NAME, new ElasticsearchDialect(), keys, name, index, callers);
  }
}
