package dev.tributary.source.lucene;

import dev.tributary.source.Source;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.VectorStoreContract;
import dev.tributary.source.WritableSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The laws of every vector store, kept by an index on disk. */
class LuceneStoreContractTest extends VectorStoreContract {
  private final LuceneFixture lucene = new LuceneFixture();
  private final Map<String, LuceneSource> open = new HashMap<>();

  @TempDir Path folder;

  @Override
  protected WritableSource open(String collection, StoreSettings settings) {
    // One process writes an index: who opened it before lets go of it first.
    drop(collection);
    LuceneSource source =
        lucene.source(
            new LuceneSettings(
                settings.name(),
                folder.resolve(collection),
                settings.content(),
                settings.source()));
    open.put(collection, source);
    return source;
  }

  @Override
  protected void drop(String collection) {
    LuceneSource before = open.remove(collection);
    if (before != null) {
      before.close();
    }
  }

  @Override
  protected boolean opensForeignCollections() {
    return false;
  }

  @Override
  protected Source unusable() throws Exception {
    Path file = Files.createTempFile(folder, "not-a-folder", "");
    return lucene.onDisk(file.resolve("below-a-file"), null);
  }

  @Override
  protected boolean touched() {
    return open.values().stream().anyMatch(LuceneSource::isOpen);
  }

  @AfterEach
  void close() {
    lucene.close();
  }
}
