package dev.tributary.source.opensearch;

class OpenSearchWireFaultsTest extends IndexWireFaults {
  OpenSearchWireFaultsTest() {
    super(
        SearchServer.Product.OPENSEARCH,
        """
        {"type":"knn_vector","dimension":64,"method":{"space_type":"cosinesimil"}}\
        """);
  }
}
