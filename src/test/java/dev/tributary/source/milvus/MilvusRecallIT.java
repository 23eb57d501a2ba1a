package dev.tributary.source.milvus;

import dev.tributary.source.StoreRecall;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WritableSource;
import org.junit.jupiter.api.AfterEach;

class MilvusRecallIT extends StoreRecall {
  private final MilvusStores stores = new MilvusStores();

  @Override
  protected WritableSource open(String collection, StoreSettings settings) {
    return stores.open(MilvusStores.uri(), collection, settings);
  }

  @Override
  protected void drop(String collection) throws Exception {
    stores.drop(collection);
  }

  @AfterEach
  void close() throws Exception {
    stores.close();
  }
}
