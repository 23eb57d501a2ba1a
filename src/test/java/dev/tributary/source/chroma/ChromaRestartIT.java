package dev.tributary.source.chroma;

import dev.tributary.source.StoreRestart;

class ChromaRestartIT extends StoreRestart {
  @Override
  protected Server start() throws Exception {
    ChromaServer server = ChromaServer.start();
    ChromaStores stores = new ChromaStores(server.uri());
    return new Server(
        () -> stores.open("rivers", ChromaStores.settings()),
        server::kill,
        server::restart,
        () -> {
          stores.close();
          server.close();
        });
  }
}
