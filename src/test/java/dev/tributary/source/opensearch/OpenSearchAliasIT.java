package dev.tributary.source.opensearch;

class OpenSearchAliasIT extends IndexAlias {
  OpenSearchAliasIT() {
    super(SearchServer.Product.OPENSEARCH);
  }
}
