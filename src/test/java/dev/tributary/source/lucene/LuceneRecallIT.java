package dev.tributary.source.lucene;

import dev.tributary.source.StoreRecall;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WritableSource;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class LuceneRecallIT extends StoreRecall {
  private final LuceneFixture lucene = new LuceneFixture();

  @TempDir Path folder;

  @Override
  protected WritableSource open(String collection, StoreSettings settings) {
    return lucene.source(
        new LuceneSettings(
            settings.name(), folder.resolve(collection), settings.content(), settings.source()));
  }

  @Override
  protected void drop(String collection) {
    // The folder goes with the test.
  }

  @AfterEach
  void close() {
    lucene.close();
  }
}
