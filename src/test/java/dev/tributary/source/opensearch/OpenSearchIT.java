package dev.tributary.source.opensearch;

class OpenSearchIT extends IndexContract {
  OpenSearchIT() {
    super(SearchServer.Product.OPENSEARCH);
  }
}
