package dev.tributary.source.opensearch;

class ElasticsearchForeignIT extends ForeignIndex {
  ElasticsearchForeignIT() {
    super(SearchServer.Product.ELASTICSEARCH);
  }
}
