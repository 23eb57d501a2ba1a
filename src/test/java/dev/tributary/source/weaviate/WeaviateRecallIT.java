package dev.tributary.source.weaviate;

import dev.tributary.source.StoreRecall;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WritableSource;
import org.junit.jupiter.api.AfterEach;

class WeaviateRecallIT extends StoreRecall {
  private final WeaviateStores stores = new WeaviateStores();

  @Override
  protected WritableSource open(String collection, StoreSettings settings) {
    return stores.open(WeaviateStores.uri(), WeaviateStores.shape(collection), settings);
  }

  @Override
  protected void drop(String collection) throws Exception {
    stores.drop(WeaviateStores.uri(), collection);
  }

  @AfterEach
  void close() throws Exception {
    stores.close();
  }
}
