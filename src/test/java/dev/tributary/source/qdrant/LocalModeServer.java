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

  private final Process process;
  private final URI url;

  private LocalModeServer(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** The address of a real server, else of the one stand-in of this process. */
  static URI shared() {
    return Servers.url("qdrant", () -> start().url());
  }

  /**
   * Starts one of its own for a test.
   *
   * @param apiKey to ask for, at most one
   */
  static LocalModeServer start(String... apiKey) throws Exception {
    install();
    List<String> command =
        new ArrayList<>(List.of(PYTHON.toString(), FOLDER.resolve("serve.py").toString()));
    command.addAll(List.of(apiKey));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String port = out.readLine();
    if (port == null) {
      throw new IOException("it ended before it listened");
    }
    return new LocalModeServer(process, URI.create("http://127.0.0.1:" + port));
  }

  URI url() {
    return url;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().orTimeout(MINUTES, TimeUnit.MINUTES).join();
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
