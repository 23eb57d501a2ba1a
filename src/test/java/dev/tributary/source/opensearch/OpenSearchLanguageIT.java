package dev.tributary.source.opensearch;

class OpenSearchLanguageIT extends IndexLanguage {
  OpenSearchLanguageIT() {
    super(SearchServer.Product.OPENSEARCH);
  }
}
