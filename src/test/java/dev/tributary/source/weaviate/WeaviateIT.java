package dev.tributary.source.weaviate;

import java.net.URI;

/** A real one, at {@code TRIBUTARY_IT_WEAVIATE_URL} or in a container. */
class WeaviateIT extends WeaviateContract {
  @Override
  URI server() {
    return WeaviateStores.uri();
  }
}
