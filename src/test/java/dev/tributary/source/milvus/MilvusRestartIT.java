package dev.tributary.source.milvus;

import dev.tributary.source.StoreRestart;
import dev.tributary.source.WritableSource;

/** Milvus Lite behind its door; both die. */
class MilvusRestartIT extends StoreRestart {
  @Override
  protected Server start() throws Exception {
    MilvusServer server = started();
    MilvusStores stores = new MilvusStores();
    return new Server() {
      @Override
      public WritableSource source() {
        return stores.open(server.uri(), "rivers", MilvusStores.settings());
      }

      @Override
      public void kill() throws Exception {
        server.kill();
      }

      @Override
      public void restart() throws Exception {
        server.restart();
      }

      @Override
      public void close() throws Exception {
        stores.close();
        server.close();
      }
    };
  }

  private static MilvusServer started() throws Exception {
    // Aborts where there can be none.
    MilvusStores.uri();
    return MilvusServer.start();
  }
}
