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
  void actions_have_a_version_and_services_too(Path workflow) {
    for (JsonNode job : Yaml.one(workflow).path("jobs")) {
      for (JsonNode step : job.path("steps")) {
        if (step.has("uses")) {
          assertThat(step.path("uses").asText()).matches("actions/[a-z-]+@v[0-9]+");
        }
      }
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

  @ParameterizedTest
  @MethodSource("workflows")
  void version_that_a_workflow_names_is_that_of_the_build(Path workflow) throws IOException {
    Matcher named =
        Pattern.compile("tributary-([0-9][^/\\s]*)-runner").matcher(Files.readString(workflow));
    while (named.find()) {
      assertThat(named.group(1)).isEqualTo(Version.ofBuild());
    }
  }

  @Test
  void release_finds_its_section_of_the_changelog() throws IOException {
    assertThat(Path.of("CHANGELOG.md")).content().contains("\n## " + Version.ofBuild() + "\n");
  }

  private static List<String> fields(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }
}
