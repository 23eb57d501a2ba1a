package dev.tributary.postgres;

import dev.tributary.source.Servers;
import io.vertx.pgclient.SslMode;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL cluster of a test's own, with pgvector, in a temporary folder, on loopback. It ends
 * with this JVM, however that ends: its shell waits for a pipe that only we hold open.
 *
 * <p>Where PostgreSQL is missing, {@code .ci/postgres} brings it.
 */
public final class PostgresServer implements AutoCloseable {
  /** Fits every test that may show no secret. */
  public static final String PASSWORD = "s3cr3t-do-not-show";

  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final String MISSING =
      "no PostgreSQL with pgvector below " + INSTALLED + "; .ci/postgres brings it";
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Path bin;
  private final Path folder;
  private final int port;
  private Process shell;

  private PostgresServer(Path bin, Path folder, int port) throws IOException {
    this.bin = bin;
    this.folder = folder;
    this.port = port;
    this.shell = launch();
  }

  /** The server of all tests that do it no harm; see {@link Servers}. */
  public static URI shared() {
    return Servers.url(
        "pgvector",
        () ->
            URI.create(
                "postgresql://postgres:%s@127.0.0.1:%d/postgres"
                    .formatted(PASSWORD, start(List.of()).port())));
  }

  /** A cluster of one test's own, to do harm to; the test is aborted where there can be none. */
  public static PostgresServer ofOneTest(String... settings) throws IOException {
    return ofOneTest(List.of(), settings);
  }

  /** One that has files of the test's beside its data, such as a certificate. */
  public static PostgresServer ofOneTest(List<Path> files, String... settings) throws IOException {
    Assumptions.assumeTrue(bin().isPresent(), MISSING);
    return start(files, settings);
  }

  private static PostgresServer start(List<Path> files, String... settings) throws IOException {
    Optional<Path> bin = bin();
    if (bin.isEmpty()) {
      throw new IOException(MISSING);
    }
    Path folder = Files.createTempDirectory("postgres");
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    // It refuses to be root's.
    if (Commands.isRoot()) {
      Commands.run("chown", "-R", "postgres", folder.toString());
    }
    Commands.run(
        Commands.asOwner(
            bin.get() + "/initdb",
            "-D",
            folder + "/data",
            "-U",
            "postgres",
            "-A",
            "scram-sha-256",
            "--pwfile",
            password.toString(),
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync"));
    int port = freePort();
    Files.writeString(
        folder.resolve("data/postgresql.auto.conf"),
        """
        port = %d
        listen_addresses = '127.0.0.1'
        unix_socket_directories = ''
        shared_buffers = 64MB
        fsync = off
        %s
        """
            .formatted(port, String.join("\n", settings)));
    for (Path file : files) {
      Path copy = Files.copy(file, folder.resolve("data").resolve(file.getFileName()));
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
      if (Commands.isRoot()) {
        Commands.run("chown", "postgres", copy.toString());
      }
    }
    PostgresServer server = new PostgresServer(bin.get(), folder, port);
    server.awaitReady();
    return server;
  }

  public int port() {
    return port;
  }

  /** The database every cluster has, as its owner. */
  public PostgresAddress address() {
    return address("postgres", PASSWORD);
  }

  public PostgresAddress address(String user, String password) {
    return new PostgresAddress(
        "127.0.0.1", port, "postgres", user, Optional.of(password), SslMode.DISABLE, null);
  }

  /** Runs SQL past what is tested; the rows as psql prints them, without padding. */
  public String sql(String sql) {
    return Commands.run(
            Map.of("PGPASSWORD", PASSWORD),
            true,
            bin + "/psql",
            "-XAtq",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            "127.0.0.1",
            "-p",
            String.valueOf(port),
            "-U",
            "postgres",
            "-d",
            "postgres",
            "-c",
            sql)
        .strip();
  }

  /** Kills it as a loss of power would. */
  public void kill() throws IOException {
    signal("KILL");
    await(() -> !isListening());
  }

  /** Starts it again, on its old data and port. */
  public void restart() throws IOException {
    Files.deleteIfExists(folder.resolve("data/postmaster.pid"));
    shell = launch();
    awaitReady();
  }

  /** Stops it where it stands, or lets it go on, with all its processes. */
  public void freeze(boolean frozen) throws IOException {
    String signal = frozen ? "STOP" : "CONT";
    long main = pid();
    ProcessHandle.of(main)
        .ifPresent(
            process ->
                Stream.concat(process.descendants(), Stream.of(process))
                    .forEach(one -> Commands.run("kill", "-" + signal, String.valueOf(one.pid()))));
  }

  @Override
  public void close() throws IOException {
    shell.getOutputStream().close();
    try {
      if (!shell.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)) {
        signal("KILL");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  private Process launch() throws IOException {
    String server = String.join(" ", Commands.asOwner(bin + "/postgres", "-D", folder + "/data"));
    String untilPipeEnds = server + " & server=$!; cat >/dev/null; kill -INT $server; wait $server";
    return new ProcessBuilder("sh", "-c", untilPipeEnds)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  private void signal(String signal) throws IOException {
    List<ProcessHandle> workers =
        ProcessHandle.of(pid()).stream().flatMap(ProcessHandle::descendants).toList();
    Commands.run("kill", "-" + signal, String.valueOf(pid()));
    workers.forEach(
        worker -> Commands.run(Map.of(), false, "kill", "-" + signal, "" + worker.pid()));
  }

  private long pid() throws IOException {
    return Long.parseLong(
        Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst().strip());
  }

  private void awaitReady() {
    await(
        () -> {
          try {
            return sql("SELECT 1").equals("1");
          } catch (IllegalStateException notYet) {
            return false;
          }
        });
  }

  private boolean isListening() {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static void await(java.util.function.BooleanSupplier holds) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not within " + LONG.toSeconds() + " s");
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static Optional<Path> bin() throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .filter(version -> Files.isExecutable(version.resolve("bin/postgres")))
          .filter(
              version ->
                  Files.exists(
                      Path.of("/usr/share/postgresql")
                          .resolve(version.getFileName())
                          .resolve("extension/vector.control")))
          .max(Comparator.comparing(version -> Integer.valueOf(version.getFileName().toString())))
          .map(version -> version.resolve("bin"));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
