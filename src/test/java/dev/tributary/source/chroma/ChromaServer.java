package dev.tributary.source.chroma;

import dev.tributary.NpmRecipe;
import dev.tributary.source.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A Chroma on loopback, of the npm package; it ends with this process at the latest. */
public final class ChromaServer implements AutoCloseable {
  private static final Path HOME = Path.of("target/servers/chroma").toAbsolutePath();

  private final int port;
  private final Path data;
  private Process process;

  private ChromaServer(int port, Path data) {
    this.port = port;
    this.data = data;
  }

  /** The server of all tests that do it no harm; see {@link Servers}. */
  public static URI shared() {
    return Servers.url("chroma", () -> start().uri());
  }

  /** A new server, empty. */
  static ChromaServer start() throws IOException, InterruptedException {
    NpmRecipe.install("chroma");
    ChromaServer server = new ChromaServer(freePort(), Files.createTempDirectory(HOME, "data"));
    server.restart();
    return server;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Starts it again where it was, with what it held. */
  void restart() throws IOException, InterruptedException {
    process =
        new ProcessBuilder(
                "node",
                "serve.mjs",
                HOME.resolve("node_modules/chromadb/dist/cli.mjs").toString(),
                "run",
                "--path",
                data.toString(),
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port))
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(HOME.resolve("log-" + port).toFile())
            .start();
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException(
            "Chroma did not start: " + Files.readString(HOME.resolve("log-" + port)));
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Ends it as a power cut would. */
  void kill() throws InterruptedException, IOException {
    // The process that runs the server ends it when this pipe ends.
    process.getOutputStream().close();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    kill();
  }

  private boolean answers() throws InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
              .send(
                  HttpRequest.newBuilder(uri().resolve("/api/v2/heartbeat")).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
