package dev.tributary.source.opensearch;

class ElasticsearchAliasIT extends IndexAlias {
  ElasticsearchAliasIT() {
    super(SearchServer.Product.ELASTICSEARCH);
  }
}
