package dev.tributary.source.opensearch;

class OpenSearchFaultsIT extends IndexFaults {
  OpenSearchFaultsIT() {
    super(SearchServer.Product.OPENSEARCH);
  }
}
