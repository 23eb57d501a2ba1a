package dev.tributary.source.opensearch;

class ElasticsearchWireFaultsTest extends IndexWireFaults {
  ElasticsearchWireFaultsTest() {
    super(
        SearchServer.Product.ELASTICSEARCH,
        """
        {"type":"dense_vector","dims":64,"index":true,"similarity":"cosine"}\
        """);
  }
}
