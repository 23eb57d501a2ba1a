package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a workflow needs so that it does what it says; actionlint, in the workflow itself, sees
 * more.
 */
class WorkflowTest {
  private static final Path FOLDER = Path.of(".github/workflows");
  private static final Set<String> JOB =
      Set.of(
          "name",
          "needs",
          "runs-on",
          "timeout-minutes",
          "permissions",
          "env",
          "services",
          "steps",
          "uses",
          "if");
  private static final Set<String> STEP = Set.of("name", "uses", "run", "with", "env", "if", "id");

  /** What a tag names may change, a commit does not; the version is for people. */
  private static final String ACTION =
      "[ -]+uses: actions/[a-z-]+@[0-9a-f]{40} # v[0-9]+\\.[0-9]+\\.[0-9]+";

  private static final Pattern OWN_SCRIPT = Pattern.compile("(?<![\\w/.])(\\.ci/\\w+|\\./mvnw)");
  private static final Pattern NEEDED_FILE = Pattern.compile("(?:-f )(deploy/\\S+)");

  private static List<Path> workflows() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void jobs_are_bounded_and_may_read_alone_unless_they_say_more(Path workflow) {
    JsonNode root = Yaml.one(workflow);

    assertThat(root.path("permissions").path("contents").asText()).isEqualTo("read");
    assertThat(root.path("on").isObject()).isTrue();
    for (JsonNode job : root.path("jobs")) {
      assertThat(JOB).containsAll(fields(job));
      assertThat(job.has("uses") || job.path("timeout-minutes").isInt()).isTrue();
      for (JsonNode step : job.path("steps")) {
        assertThat(STEP).containsAll(fields(step));
        assertThat(step.has("uses")).isNotEqualTo(step.has("run"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void jobs_need_jobs_that_are_there(Path workflow) {
    JsonNode jobs = Yaml.one(workflow).path("jobs");
    for (JsonNode job : jobs) {
      JsonNode needs = job.path("needs");
      assertThat(fields(jobs))
          .containsAll(needs.isTextual() ? List.of(needs.asText()) : Yaml.texts(needs));
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void actions_are_pinned_by_commit_and_services_by_version(Path workflow) throws IOException {
    List<String> actions =
        Files.readAllLines(workflow).stream()
            .filter(line -> line.contains("uses: ") && !line.contains("uses: ./"))
            .toList();
    assertThat(actions).isNotEmpty().allSatisfy(line -> assertThat(line).matches(ACTION));
    for (JsonNode job : Yaml.one(workflow).path("jobs")) {
      for (JsonNode service : job.path("services")) {
        assertThat(service.path("image").asText()).matches(".+:v?[0-9]+\\.[0-9.]+");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void what_is_run_is_there_and_can_be_run(Path workflow) throws IOException {
    String text = Files.readString(workflow);
    Matcher scripts = OWN_SCRIPT.matcher(text);
    while (scripts.find()) {
      assertThat(Path.of(scripts.group(1))).isExecutable();
    }
    Matcher files = NEEDED_FILE.matcher(text);
    while (files.find()) {
      assertThat(Path.of(files.group(1))).exists();
    }
  }

  @Test
  void executable_is_tested_by_tests_that_are_there_and_the_docs_name_the_same()
      throws IOException {
    List<String> run = testsIn(FOLDER.resolve("build.yml"));

    assertThat(testsIn(Path.of("docs/native.md"))).isEqualTo(run);
    assertThat(run)
        .isNotEmpty()
        .allSatisfy(
            test ->
                assertThat(Path.of("src/test/java/dev/tributary/ops", test + ".java")).exists());
  }

  private static List<String> testsIn(Path file) throws IOException {
    Matcher tests = Pattern.compile("-Dit\\.test=(\\S+)").matcher(Files.readString(file));
    assertThat(tests.find()).isTrue();
    return List.of(tests.group(1).split(","));
  }

  @Test
  void release_finds_its_section_of_the_changelog() throws IOException {
    assertThat(Path.of("CHANGELOG.md")).content().contains("\n## " + Version.ofBuild() + "\n");
  }

  private static List<String> fields(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }
}
