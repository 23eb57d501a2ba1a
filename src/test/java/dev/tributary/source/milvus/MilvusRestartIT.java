package dev.tributary.source.milvus;

import dev.tributary.source.StoreRestart;

/** Milvus Lite behind its door; both die. */
class MilvusRestartIT extends StoreRestart {
  @Override
  protected Server start() throws Exception {
    MilvusServer server = started();
    MilvusStores stores = new MilvusStores();
    return new Server(
        () -> stores.open(server.uri(), "rivers", MilvusStores.settings()),
        server::kill,
        server::restart,
        () -> {
          stores.close();
          server.close();
        });
  }

  private static MilvusServer started() throws Exception {
    // Aborts where there can be none.
    MilvusStores.uri();
    return MilvusServer.start();
  }
}
