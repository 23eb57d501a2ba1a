package dev.tributary.source.opensearch;

class OpenSearchForeignIT extends ForeignIndex {
  OpenSearchForeignIT() {
    super(SearchServer.Product.OPENSEARCH);
  }
}
