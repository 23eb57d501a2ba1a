package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each kind of source is made of libraries that were looked at with a native image in mind. */
class SourceLibrariesTest {
  private static final Pattern JAR = Pattern.compile(".*/([^/]+)\\.jar!/.*");

  /** What the platform's own extensions make fit for a native image. */
  private static final List<String> OF_THE_PLATFORM =
      List.of(
          "arc-",
          "caffeine-",
          "guava-",
          "jackson-",
          "jakarta.",
          "jboss-logging-",
          "jspecify-",
          "micrometer-",
          "microprofile-",
          "mutiny-",
          "netty-",
          "opentelemetry-",
          "quarkus-",
          "smallrye-config-",
          "vertx-core-");

  @Test
  void libraries_of_every_kind_are_reviewed_or_of_the_platform() throws IOException {
    Set<String> used = new TreeSet<>();
    Path root = Path.of("src/main/java/dev/tributary");
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> isOfAKind(root.relativize(f))).toList()) {
        String name = Path.of("src/main/java").relativize(file).toString();
        used.addAll(librariesOf(name.replace(".java", ".class")));
      }
    }

    assertThat(used)
        .isNotEmpty()
        .allMatch(
            jar ->
                Stream.concat(LookupsByNameTest.LIBRARIES.stream(), OF_THE_PLATFORM.stream())
                    .anyMatch(jar::startsWith));
  }

  private static boolean isOfAKind(Path file) {
    return file.toString().matches("(source|postgres|outbound|embedding|text)/.*\\.java")
        && !file.endsWith("package-info.java");
  }

  private static Set<String> librariesOf(String ownClass) throws IOException {
    Set<String> libraries = new TreeSet<>();
    ClassLoader loader = SourceLibrariesTest.class.getClassLoader();
    try (var in = loader.getResourceAsStream(ownClass)) {
      ClassFile.of()
          .parse(in.readAllBytes())
          .constantPool()
          .forEach(
              entry -> {
                if (entry instanceof ClassEntry type) {
                  URL place = loader.getResource(type.asInternalName() + ".class");
                  Matcher jar = JAR.matcher(String.valueOf(place));
                  if (jar.matches()) {
                    libraries.add(jar.group(1));
                  }
                }
              });
    }
    return libraries;
  }
}
