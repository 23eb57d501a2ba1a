package dev.tributary.source.opensearch;

class OpenSearchRecallIT extends IndexRecall {
  OpenSearchRecallIT() {
    super(SearchServer.Product.OPENSEARCH);
  }
}
