package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the build hands to the compiler of native images, after {@code ./mvnw package -Dnative
 * -Dquarkus.native.sources-only=true}.
 */
class NativeSourcesIT {
  private static final Path SOURCES = Path.of("target/native-sources");
  private static final String HINTS = "META-INF/native-image/dev.tributary/tributary/";

  @BeforeAll
  static void sources() {
    assumeTrue(Files.exists(SOURCES), "no native sources were built");
  }

  @Test
  void hints_are_in_the_jar_that_is_compiled() throws IOException {
    Jar runner = new Jar(one(SOURCES, "-runner.jar"));

    assertThat(new String(runner.read(HINTS + "native-image.properties"), StandardCharsets.UTF_8))
        .isEqualTo(NativeHints.arguments());
    assertThat(
            new String(runner.read(HINTS + "reachability-metadata.json"), StandardCharsets.UTF_8))
        .isEqualTo(NativeHints.render());
    assertThat(runner.entries())
        .contains("dev/tributary/ops/LuceneInNative$VectorizationProvider.class");
  }

  @Test
  void services_and_https_are_registered_and_no_fallback_is_made() throws IOException {
    List<String> arguments =
        List.of(Files.readString(SOURCES.resolve("native-image.args")).split("\\s+"));

    assertThat(arguments)
        .contains(
            "-H:+UseServiceLoaderFeature", "--enable-url-protocols=http,https", "--no-fallback");
  }

  @Test
  void what_does_not_start_in_an_image_is_not_there() throws IOException {
    try (Stream<Path> libraries = Files.list(SOURCES.resolve("lib"))) {
      assertThat(libraries.map(l -> l.getFileName().toString()))
          .noneMatch(name -> name.contains("grpc-netty-shaded"))
          .anyMatch(name -> name.contains("grpc-netty-"))
          .anyMatch(name -> name.contains("onnxruntime"));
    }
  }

  private static Path one(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }
}
