package dev.tributary.source.qdrant;

import dev.tributary.source.StoreRecall;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WritableSource;
import org.junit.jupiter.api.AfterEach;

/** The local mode behind gRPC compares every vector; only a real server can miss one. */
class QdrantRecallIT extends StoreRecall {
  private final QdrantFixture qdrant = new QdrantFixture();

  @Override
  protected WritableSource open(String collection, StoreSettings settings) {
    return qdrant.open(QdrantFixture.dense(LocalModeServer.shared(), collection, settings));
  }

  @Override
  protected void drop(String collection) {
    QdrantFixture.drop(LocalModeServer.shared(), collection);
  }

  @AfterEach
  void close() {
    qdrant.close();
  }
}
