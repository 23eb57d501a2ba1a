package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever names a version of this server names the one that is built. */
class VersionTest {
  private static final List<String> PLACES = List.of("deploy", "docs", "k8s", ".github", ".ci");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:tributary[:-]|Tributary |newTag: |VERSION=|(?:tag|origin) (?:--sign )?v)"
              + "([0-9]+\\.[0-9]+\\.[0-9]+)");

  @Test
  void version_is_the_same_wherever_it_is_repeated() throws IOException {
    List<String> named = new ArrayList<>();
    for (String place : PLACES) {
      try (Stream<Path> files = Files.walk(Path.of(place))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          NAMED
              .matcher(Files.readString(file))
              .results()
              .map((MatchResult version) -> version.group(1))
              .forEach(named::add);
        }
      }
    }

    assertThat(named).hasSizeGreaterThan(12).containsOnly(Version.ofBuild());
  }
}
