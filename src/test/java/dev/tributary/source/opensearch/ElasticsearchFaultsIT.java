package dev.tributary.source.opensearch;

class ElasticsearchFaultsIT extends IndexFaults {
  ElasticsearchFaultsIT() {
    super(SearchServer.Product.ELASTICSEARCH);
  }
}
