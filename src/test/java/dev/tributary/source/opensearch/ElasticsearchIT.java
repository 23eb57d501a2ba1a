package dev.tributary.source.opensearch;

class ElasticsearchIT extends IndexContract {
  ElasticsearchIT() {
    super(SearchServer.Product.ELASTICSEARCH);
  }
}
