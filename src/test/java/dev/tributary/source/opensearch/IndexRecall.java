package dev.tributary.source.opensearch;

import dev.tributary.source.StoreRecall;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WritableSource;
import org.junit.jupiter.api.AfterEach;

/** How much of the truth an index finds. */
abstract class IndexRecall extends StoreRecall {
  private final SearchServer.Product product;
  private final IndexFixture indexes;

  IndexRecall(SearchServer.Product product) {
    this.product = product;
    indexes = new IndexFixture(product);
  }

  @Override
  protected WritableSource open(String collection, StoreSettings settings) {
    return indexes.source(SearchServer.shared(product), collection, settings);
  }

  @Override
  protected void drop(String collection) throws Exception {
    Past.drop(SearchServer.shared(product), collection);
  }

  @AfterEach
  void close() throws Exception {
    indexes.close();
  }
}
