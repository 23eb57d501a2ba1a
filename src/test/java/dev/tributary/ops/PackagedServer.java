package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server as it is shipped, in a process of its own, on a free port of loopback: the jar, or the
 * native executable that {@code -Dpackaged.executable} names.
 */
final class PackagedServer implements AutoCloseable {
  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[^\\s\"]+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path output;

  private PackagedServer(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it with properties such as {@code tributary.anonymous=true}; returns at once. */
  static PackagedServer start(Path folder, String... properties) throws IOException {
    return start(folder, List.of(properties), List.of());
  }

  /** Starts it with words on its command line; returns at once. */
  static PackagedServer command(Path folder, String... words) throws IOException {
    return start(folder, List.of(), List.of(words));
  }

  private static PackagedServer start(Path folder, List<String> properties, List<String> words)
      throws IOException {
    String executable = System.getProperty("packaged.executable");
    Path packaged = executable == null ? JAR : Path.of(executable);
    assertThat(packaged).as("the server is packaged before these tests run").exists();
    List<String> command = new ArrayList<>();
    command.add(
        executable == null
            ? Path.of(System.getProperty("java.home"), "bin", "java").toString()
            : packaged.toAbsolutePath().toString());
    command.add("-Xmx512m");
    command.add("-Dquarkus.http.port=0");
    for (String property : properties) {
      command.add("-D" + property);
    }
    if (executable == null) {
      command.add("-jar");
      command.add(JAR.toAbsolutePath().toString());
    }
    command.addAll(words);
    return run(folder, folder, command);
  }

  /** Starts it by a command, in a working directory; its output goes to the folder. */
  static PackagedServer run(Path folder, Path directory, List<String> command) throws IOException {
    Path output = Files.createTempFile(folder, "server", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new PackagedServer(process, output);
  }

  /** Waits until it listens; its base URL. */
  String url() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      Matcher listening = LISTENING.matcher(output());
      if (listening.find()) {
        return listening.group(1);
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("it does not listen:\n" + output());
  }

  /** Waits until the three demo sources are filled. */
  void awaitLoaded() throws InterruptedException {
    awaitLoaded(3);
  }

  /** Waits until that many sources are filled. */
  void awaitLoaded(int sources) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      long loaded =
          output()
              .lines()
              .filter(line -> line.contains("] (tributary-load") && line.contains(" loaded "))
              .count();
      if (loaded >= sources) {
        return;
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("not all is loaded:\n" + output());
  }

  /** Waits until it has ended; its exit code. */
  int exitCode(Duration patience) throws InterruptedException {
    assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
        .as("it ended within " + patience + ":\n" + output())
        .isTrue();
    return process.exitValue();
  }

  int exitCode() throws InterruptedException {
    return exitCode(PATIENCE);
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** All that it has printed. */
  String output() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
