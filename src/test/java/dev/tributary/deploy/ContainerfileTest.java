package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.deploy.Containerfile.Instruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a linter with a daemon behind it would hold the Containerfiles to. */
class ContainerfileTest {
  private static final String JVM = "deploy/Containerfile.jvm";
  private static final String NATIVE = "deploy/Containerfile.native";
  private static final Set<String> INSTRUCTIONS =
      Set.of(
          "FROM", "RUN", "COPY", "ARG", "LABEL", "WORKDIR", "USER", "EXPOSE", "ENV", "ENTRYPOINT");
  private static final String PINNED = "\\S+(:[^:@\\s]*[0-9][^:@\\s]*|@sha256:[0-9a-f]{64})";

  @ParameterizedTest
  @ValueSource(strings = {JVM, NATIVE})
  void only_known_instructions_and_nothing_from_the_network(Path file) throws IOException {
    assertThat(Containerfile.read(file).instructions())
        .extracting(Instruction::name)
        .isSubsetOf(INSTRUCTIONS);
  }

  @ParameterizedTest
  @ValueSource(strings = {JVM, NATIVE})
  void base_images_are_pinned_by_digest_or_version(Path file) throws IOException {
    assertThat(Containerfile.read(file).all("FROM"))
        .isNotEmpty()
        .allSatisfy(from -> assertThat(from.arguments().split(" ", 2)[0]).matches(PINNED));
  }

  @ParameterizedTest
  @ValueSource(strings = {JVM, NATIVE})
  void image_runs_as_a_numbered_user_who_is_not_root_and_without_a_shell(Path file)
      throws IOException {
    Containerfile image = Containerfile.read(file);

    assertThat(image.shipped("USER"))
        .hasSize(1)
        .allSatisfy(user -> assertThat(user.arguments()).matches("[1-9][0-9]*:[1-9][0-9]*"));
    assertThat(image.shipped("RUN")).isEmpty();
    assertThat(image.shipped("ENTRYPOINT")).hasSize(1);
    assertThat(image.command()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {JVM, NATIVE})
  void image_says_what_it_is_and_in_the_version_of_the_build(Path file) throws IOException {
    Containerfile image = Containerfile.read(file);

    assertThat(image.shipped("ARG"))
        .extracting(Instruction::arguments)
        .contains("VERSION=" + Version.ofBuild());
    assertThat(image.shipped("LABEL"))
        .singleElement()
        .satisfies(
            label ->
                assertThat(label.arguments())
                    .contains(
                        "org.opencontainers.image.title=",
                        "org.opencontainers.image.version=\"${VERSION}\"",
                        "org.opencontainers.image.revision=",
                        "org.opencontainers.image.licenses=\"Apache-2.0\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {JVM, NATIVE})
  void what_is_copied_is_part_of_the_context(Path file) throws IOException {
    List<String> context =
        Files.readAllLines(Path.of(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();
    Containerfile.read(file).all("COPY").stream()
        .map(copy -> copy.arguments().split("\\s+"))
        .filter(words -> !words[0].startsWith("--from="))
        .map(words -> words[words.length - 2])
        .forEach(source -> assertThat(context).contains(source));
  }

  @ParameterizedTest
  @ValueSource(strings = {JVM, NATIVE})
  void no_secret_is_built_in(Path file) throws IOException {
    Containerfile image = Containerfile.read(file);

    assertThat(image.all("ENV")).isEmpty();
    assertThat(image.all("ARG"))
        .extracting(i -> i.arguments().replaceFirst("=.*", ""))
        .isSubsetOf("VERSION", "REVISION");
  }

  @Test
  void cache_is_made_with_the_flags_that_use_it() throws IOException {
    List<String> run = Containerfile.read(Path.of(JVM)).command();
    List<String> training = Arrays.asList(Files.readString(Path.of("deploy/aot")).split("\\s+"));

    assertThat(run).contains("-XX:AOTCache=app.aot", "-jar", "quarkus-run.jar");
    assertThat(run)
        .filteredOn(flag -> flag.startsWith("--") || flag.matches("-XX:\\+Use.*GC"))
        .isNotEmpty()
        .allSatisfy(flag -> assertThat(training).contains(flag));
  }
}
