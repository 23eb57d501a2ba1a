package dev.tributary.source.opensearch;

class ElasticsearchRecallIT extends IndexRecall {
  ElasticsearchRecallIT() {
    super(SearchServer.Product.ELASTICSEARCH);
  }
}
