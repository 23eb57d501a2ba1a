package dev.tributary.source.opensearch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Has Maven bring the jars of a server and compile its launcher, as its {@code pom.xml} in {@code
 * src/test/servers} says, unless that has been done.
 */
final class ServerBuild {
  private static final long TAKES_AT_MOST_MINUTES = 10;

  private ServerBuild() {}

  /** Where it all lies. */
  static Path folder() throws IOException {
    return Files.createDirectories(Path.of("target", "servers").toAbsolutePath());
  }

  /** The class path of a server. */
  static synchronized String classPath(String kind) throws IOException, InterruptedException {
    Path built = folder().resolve(kind);
    Path jars = built.resolve("class-path");
    Path sources = Path.of("src", "test", "servers", kind);
    if (!Files.exists(jars) || modified(jars).compareTo(newest(sources)) < 0) {
      build(sources.resolve("pom.xml"));
      Files.setLastModifiedTime(jars, FileTime.fromMillis(System.currentTimeMillis()));
    }
    return String.join(
        File.pathSeparator,
        built.resolve("classes").toString(),
        Files.readString(jars).strip(),
        built.resolve("plugins").resolve("*").toString());
  }

  private static void build(Path pom) throws IOException, InterruptedException {
    Process maven =
        new ProcessBuilder("./mvnw", "-B", "-q", "-f", pom.toString(), "process-classes")
            .redirectErrorStream(true)
            .start();
    maven.getOutputStream().close();
    String output = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!maven.waitFor(TAKES_AT_MOST_MINUTES, TimeUnit.MINUTES)) {
      maven.destroyForcibly();
      throw new IOException("Maven took too long for " + pom);
    }
    if (maven.exitValue() != 0) {
      throw new IOException("Maven cannot bring " + pom + ": " + output);
    }
  }

  private static FileTime newest(Path folder) throws IOException {
    FileTime newest = FileTime.fromMillis(0);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.toList()) {
        FileTime time = modified(file);
        newest = time.compareTo(newest) > 0 ? time : newest;
      }
    }
    return newest;
  }

  private static FileTime modified(Path file) throws IOException {
    return Files.getLastModifiedTime(file);
  }
}
