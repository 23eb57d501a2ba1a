package dev.tributary.source.chroma;

import dev.tributary.source.StoreRecall;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WritableSource;
import org.junit.jupiter.api.AfterEach;

class ChromaRecallIT extends StoreRecall {
  private final ChromaStores stores = new ChromaStores();

  @Override
  protected WritableSource open(String collection, StoreSettings settings) {
    return stores.open(collection, settings);
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
