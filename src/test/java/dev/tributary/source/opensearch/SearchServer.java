package dev.tributary.source.opensearch;

import dev.tributary.source.Servers;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A real server in a process of its own, on loopback; it ends with this process, however that ends,
 * since its standard input does. What it is made of is in {@code src/test/servers}.
 */
final class SearchServer implements AutoCloseable {
  private static final long STARTS_WITHIN_SECONDS = 180;

  private final Product product;
  private final Path folder;
  private int port;
  private @Nullable Process process;

  /** What can be started. */
  enum Product {
    OPENSEARCH("opensearch", "OpenSearchServer"),
    ELASTICSEARCH("elasticsearch", "ElasticsearchServer");

    final String kind;
    final String main;

    Product(String kind, String main) {
      this.kind = kind;
      this.main = main;
    }
  }

  private SearchServer(Product product) throws IOException {
    this.product = product;
    folder = Files.createTempDirectory(ServerBuild.folder(), product.kind + "-data");
  }

  /** The server of all tests of a kind, or where the environment says one is. */
  static URI shared(Product product) {
    return Servers.url(product.kind, () -> start(product).url());
  }

  /** One that may be killed. */
  static SearchServer start(Product product) throws Exception {
    SearchServer server = new SearchServer(product);
    server.start();
    return server;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Starts it, again on the same port and with the same data if it ran before. */
  void start() throws Exception {
    Path log = folder.resolve("log");
    Process started =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    ServerBuild.classPath(product.kind),
                    product.main,
                    folder.toString(),
                    String.valueOf(port)))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process = started;
    try {
      port =
          CompletableFuture.supplyAsync(() -> readPort(started))
              .get(STARTS_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      started.destroyForcibly();
      throw new IOException(product.kind + " was not ready in time; it says: " + tail(log), e);
    }
    if (port == 0) {
      throw new IOException(product.kind + " ended at its start; it says: " + tail(log));
    }
  }

  /** Ends it at once, as a crash does. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Stops it where it stands: its connections stay open and nobody answers. */
  void pause() throws Exception {
    signal("STOP");
  }

  void goOn() throws Exception {
    signal("CONT");
  }

  private void signal(String name) throws Exception {
    if (process == null
        || new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor()
            != 0) {
      throw new IllegalStateException("cannot send " + name + " to " + product.kind);
    }
  }

  @Override
  public void close() throws Exception {
    kill();
  }

  /** 0 when it ended before it was ready. */
  private static int readPort(Process process) {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    return lines
        .lines()
        .filter(line -> line.startsWith("READY "))
        .map(line -> Integer.parseInt(line.substring("READY ".length())))
        .findFirst()
        .orElse(0);
  }

  private static String tail(Path log) throws IOException {
    String all = Files.readString(log);
    return all.substring(Math.max(0, all.length() - 2_000));
  }
}
