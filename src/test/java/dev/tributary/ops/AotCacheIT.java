package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.deploy.Containerfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code Containerfile.jvm} runs, run without a container: its Java of a few modules, the
 * training run with it, and its entry point, which has to accept the cache.
 */
class AotCacheIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path folder;

  @Test
  void java_of_the_image_starts_the_server_from_its_cache_and_answers()
      throws IOException, InterruptedException {
    Containerfile image = Containerfile.read(Path.of("deploy/Containerfile.jvm"));
    Path java = folder.resolve("java");
    Path app = folder.resolve("app");
    List<String> jlink = new ArrayList<>(run(image, "jlink", java, app));
    jlink.set(0, Path.of(System.getProperty("java.home"), "bin", "jlink").toString());
    succeed(jlink, Map.of());
    copy(Path.of("target/quarkus-app"), app);
    succeed(List.of("deploy/aot", app.toString()), Map.of("JAVA", java + "/bin/java"));

    List<String> command = new ArrayList<>(placed(image.command(), java, app));
    // A cache that does not fit ends the JVM, instead of being left aside.
    command.add(1, "-XX:AOTMode=on");
    command.add(2, "-Dquarkus.http.port=0");
    try (PackagedServer server = PackagedServer.run(folder, app, command);
        HttpClient client = HttpClient.newHttpClient()) {
      String url = server.url();
      server.awaitLoaded();
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(url + "/retrieve?question=retries&top_k=1"))
                  .timeout(PATIENCE)
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"complete\":true").contains("minilm-l6-v2-q");
    }
  }

  private static List<String> run(Containerfile image, String program, Path java, Path app) {
    return image.all("RUN").stream()
        .map(i -> List.of(i.arguments().split("\\s+")))
        .filter(words -> words.getFirst().equals(program))
        .map(words -> placed(words, java, app))
        .findFirst()
        .orElseThrow();
  }

  /** The paths of the image are those of this test. */
  private static List<String> placed(List<String> words, Path java, Path app) {
    return words.stream()
        .map(w -> w.replace("/opt/java", java.toString()).replace("/opt/tributary", app.toString()))
        .toList();
  }

  private void succeed(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "run", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** The same files at another place: the cache is written beside them. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
