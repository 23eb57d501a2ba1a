package dev.tributary.source.opensearch;

import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Source;
import dev.tributary.source.SourceKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

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
    return SourceKind.inOrder(config.sources(), this::source);
  }

  private Source source(String name, IndexConfig index) {
    String keys = ElasticsearchConfig.PREFIX + ".\"" + name + "\"";
    return IndexSource.of(NAME, new ElasticsearchDialect(), keys, name, index, callers);
  }
}
