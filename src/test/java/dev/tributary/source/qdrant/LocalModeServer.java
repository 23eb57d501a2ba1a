package dev.tributary.source.qdrant;

import dev.tributary.source.Servers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Qdrant's local mode behind gRPC, see {@code src/test/servers/qdrant/serve.py}; a stand-in where
 * no server is named by {@code TRIBUTARY_IT_QDRANT_URL}. It ends when this process does.
 */
final class LocalModeServer implements AutoCloseable {
  private static final Path FOLDER = Path.of("src", "test", "servers", "qdrant");
  private static final Path PYTHON =
      Path.of("target", "servers", "qdrant", "bin", "python").toAbsolutePath();
  private static final int MINUTES = 5;

  private final List<String> arguments;
  private Process process;
  private int port;

  private LocalModeServer(List<String> arguments) throws IOException {
    this.arguments = arguments;
    restart();
  }

  /** The address of the server that all tests share. */
  static URI shared() {
    return Servers.url("qdrant", LocalModeServer::start);
  }

  /** The address of one that asks for an API key. */
  static URI withKey(String key) {
    return Servers.url("qdrant_with_key", () -> start(key));
  }

  /** One that keeps what it holds in a folder, and may be killed. */
  static LocalModeServer in(Path folder) throws Exception {
    install();
    return new LocalModeServer(List.of("--in", folder.toString()));
  }

  private static URI start(String... apiKey) throws Exception {
    install();
    return new LocalModeServer(List.of(apiKey)).url();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Starts it, again where it was. */
  final void restart() throws IOException {
    List<String> command =
        new ArrayList<>(List.of(PYTHON.toString(), FOLDER.resolve("serve.py").toString()));
    command.addAll(arguments);
    command.addAll(List.of("--at", String.valueOf(port)));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String line =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (line == null) {
      throw new IOException("it ended before it listened");
    }
    port = Integer.parseInt(line);
  }

  /** Ends it as a power cut would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  /** Once: into a virtual environment below the build's folder. */
  private static synchronized void install() throws Exception {
    if (Files.exists(PYTHON.resolveSibling("installed"))) {
      return;
    }
    run("python3", "-m", "venv", PYTHON.getParent().getParent().toString());
    run(
        PYTHON.toString(),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--requirement",
        FOLDER.resolve("requirements.txt").toString());
    Files.createFile(PYTHON.resolveSibling("installed"));
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + " failed: " + said.strip());
    }
  }
}
