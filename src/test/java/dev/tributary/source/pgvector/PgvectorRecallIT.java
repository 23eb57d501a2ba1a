package dev.tributary.source.pgvector;

import dev.tributary.source.StoreRecall;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WritableSource;
import org.junit.jupiter.api.AfterEach;

class PgvectorRecallIT extends StoreRecall {
  private final PgvectorFixture tables = new PgvectorFixture();

  @Override
  protected WritableSource open(String collection, StoreSettings settings) {
    return tables.open(collection, settings);
  }

  @Override
  protected void drop(String collection) {
    tables.drop(collection);
  }

  @AfterEach
  void close() {
    tables.close();
  }
}
