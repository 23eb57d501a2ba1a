package dev.tributary.source.opensearch;

class ElasticsearchLanguageIT extends IndexLanguage {
  ElasticsearchLanguageIT() {
    super(SearchServer.Product.ELASTICSEARCH);
  }
}
