package dev.tributary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder of {@code src/test/servers} whose lock file says what npm brings, once, for tests. */
public final class NpmRecipe {
  private static final int PATIENCE_SECONDS = 300;

  private NpmRecipe() {}

  /**
   * Copies the recipe and has npm bring its packages, unless that was done for the same files.
   *
   * @return where it lies now
   * @throws IOException saying what is missing on this machine
   */
  public static synchronized Path install(String name) throws IOException, InterruptedException {
    Path home = Path.of("target/servers", name).toAbsolutePath();
    Path installed = home.resolve("installed");
    Files.createDirectories(home);
    for (Path file : files(Path.of("src/test/servers", name))) {
      Path to = home.resolve(file.getFileName());
      byte[] wanted = Files.readAllBytes(file);
      if (!Files.exists(to) || !Arrays.equals(wanted, Files.readAllBytes(to))) {
        Files.write(to, wanted);
        Files.deleteIfExists(installed);
      }
    }
    if (!Files.exists(installed)) {
      npm(home);
      Files.createFile(installed);
    }
    return home;
  }

  private static List<Path> files(Path recipe) throws IOException {
    try (Stream<Path> files = Files.list(recipe)) {
      return files.toList();
    }
  }

  private static void npm(Path home) throws IOException, InterruptedException {
    Path log = home.resolve("npm.log");
    Process npm =
        new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!npm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      npm.destroyForcibly();
      throw new IOException("npm took too long");
    }
    if (npm.exitValue() != 0) {
      throw new IOException("npm ci failed: " + Files.readString(log));
    }
  }
}
