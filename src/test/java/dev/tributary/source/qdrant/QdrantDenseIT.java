package dev.tributary.source.qdrant;

import dev.tributary.source.StoreSettings;
import java.net.URI;

/** The same laws over dense vectors alone, which have no name. */
class QdrantDenseIT extends QdrantIT {
  @Override
  QdrantSettings configured(URI url, String collection, StoreSettings settings) {
    return QdrantFixture.dense(url, collection, settings);
  }

  @Override
  protected boolean searchesText() {
    return false;
  }
}
