package dev.tributary.source.chroma;

import dev.tributary.source.StoreRestart;
import dev.tributary.source.WritableSource;

class ChromaRestartIT extends StoreRestart {
  @Override
  protected Server start() throws Exception {
    ChromaServer server = ChromaServer.start();
    ChromaStores stores = new ChromaStores(server.uri());
    return new Server() {
      @Override
      public WritableSource source() {
        return stores.open("rivers", ChromaStores.settings());
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
}
