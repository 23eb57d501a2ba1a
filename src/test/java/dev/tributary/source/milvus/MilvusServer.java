package dev.tributary.source.milvus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Milvus Lite, the vendor's own engine, behind a REST door of this project's, see {@code
 * src/test/servers/milvus/rest_door.py}; it ends with this process at the latest.
 */
final class MilvusServer implements AutoCloseable {
  static final String TOKEN = "s3cr3t-do-not-show";

  private static final Path RECIPE = Path.of("src/test/servers/milvus").toAbsolutePath();
  private static final Path HOME = Path.of("target/servers/milvus").toAbsolutePath();
  private static final Path PYTHON = HOME.resolve("venv/bin/python");

  private final Path data;
  private Process process;
  private int port;

  private MilvusServer(Path data) throws IOException {
    this.data = data;
    restart();
  }

  /** A new server, empty. */
  static MilvusServer start() throws IOException, InterruptedException {
    install();
    return new MilvusServer(Files.createTempDirectory(HOME, "data"));
  }

  /** Starts it, again where it was and with what it held. */
  final void restart() throws IOException {
    Path log = data.resolve("log");
    process =
        new ProcessBuilder(
                PYTHON.toString(),
                RECIPE.resolve("rest_door.py").toString(),
                data.resolve("milvus.db").toString(),
                TOKEN,
                String.valueOf(port))
            .redirectError(log.toFile())
            .start();
    String line =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (line == null) {
      throw new IOException("Milvus Lite did not start: " + Files.readString(log));
    }
    port = Integer.parseInt(line);
  }

  /** Ends it as a power cut would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    // It ends when this pipe does.
    process.getOutputStream().close();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  private static synchronized void install() throws IOException, InterruptedException {
    Files.createDirectories(HOME);
    Path wanted = RECIPE.resolve("requirements.txt");
    Path installed = HOME.resolve("installed.txt");
    if (Files.exists(installed)
        && Arrays.equals(Files.readAllBytes(wanted), Files.readAllBytes(installed))) {
      return;
    }
    run("python3", "-m", "venv", HOME.resolve("venv").toString());
    run(PYTHON.toString(), "-m", "pip", "install", "-q", "-r", wanted.toString());
    Files.copy(wanted, installed);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Path log = HOME.resolve("install.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(300, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(command[0] + " took too long");
    }
    if (process.exitValue() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + Files.readString(log));
    }
  }
}
