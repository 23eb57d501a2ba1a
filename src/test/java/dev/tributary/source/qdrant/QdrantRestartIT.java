package dev.tributary.source.qdrant;

import dev.tributary.source.StoreRestart;
import dev.tributary.source.WordVectors;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Qdrant's local mode behind gRPC, which keeps what it holds on disk. */
class QdrantRestartIT extends StoreRestart {
  @TempDir private Path folder;

  @Override
  protected Server start() throws Exception {
    // Aborts where there can be none.
    LocalModeServer.shared();
    LocalModeServer server = LocalModeServer.in(folder);
    QdrantFixture qdrant = new QdrantFixture();
    return new Server(
        () ->
            qdrant.open(
                QdrantFixture.hybrid(
                    server.url(), "rivers", QdrantFixture.store(WordVectors.MODEL))),
        server::kill,
        server::restart,
        () -> {
          qdrant.close();
          server.close();
        });
  }
}
