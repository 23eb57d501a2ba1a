package dev.tributary.source.weaviate;

import java.net.URI;

/** A real one, at {@code TRIBUTARY_IT_WEAVIATE_URL}. */
class WeaviateIT extends WeaviateContract {
  @Override
  URI server() {
    return WeaviateStores.uri();
  }
}
