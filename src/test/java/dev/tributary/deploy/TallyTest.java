package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check makes of the reports of tests: a test that must run and did not is a failure. */
class TallyTest {
  @TempDir private Path reports;

  private record Tally(int exit, String output) {}

  @Test
  void passed_failed_and_skipped_are_counted_on_the_last_line() throws Exception {
    report("a.OneTest", 3, 1, 0);
    report("a.TwoTest", 4, 0, 0);
    Tally tally = tally();
    assertThat(tally.exit()).isNotZero();
    assertThat(tally.output()).endsWith("6 passed, 1 failed, 0 skipped\n");
  }

  @Test
  void class_that_skipped_a_test_fails_unless_a_reason_is_given() throws Exception {
    report("a.OneTest", 3, 0, 0);
    report("dev.tributary.source.weaviate.WeaviateIT", 40, 0, 40);
    assertThat(tally()).isEqualTo(new Tally(0, "3 passed, 0 failed, 40 skipped\n"));
    report("a.ServerIT", 2, 0, 1);
    Tally tally = tally();
    assertThat(tally.exit()).isNotZero();
    assertThat(tally.output()).contains("a.ServerIT skipped 1 tests");
  }

  /** So a class is reported that was aborted before all its tests: as if it had none. */
  @Test
  void class_of_which_no_test_ran_fails_too() throws Exception {
    report("a.OneTest", 3, 0, 0);
    report("a.ServerIT", 0, 0, 0);
    Tally tally = tally();
    assertThat(tally.exit()).isNotZero();
    assertThat(tally.output()).contains("a.ServerIT skipped all tests");
  }

  @Test
  void no_reports_are_a_failure() throws Exception {
    assertThat(tally().exit()).isNotZero();
  }

  private void report(String name, int tests, int failures, int skipped) throws Exception {
    Files.writeString(
        reports.resolve("TEST-" + name + ".xml"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite version="3.0.2" name="%s" time="0.026" tests="%d" errors="0" skipped="%d" failures="%d" flakes="0">
        </testsuite>
        """
            .formatted(name, tests, skipped, failures));
  }

  private Tally tally() throws Exception {
    Process process =
        new ProcessBuilder("bash", ".ci/tally", reports.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Tally(process.exitValue(), output);
  }
}
