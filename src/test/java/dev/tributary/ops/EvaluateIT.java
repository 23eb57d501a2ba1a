package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped server evaluates its demo on the demo's judged questions, and ends. */
@Timeout(300)
class EvaluateIT {
  private static final Duration PATIENCE = Duration.ofSeconds(240);

  @TempDir private Path folder;

  private static String demo(String file) {
    return Path.of("src/test/resources/demo", file).toAbsolutePath().toString();
  }

  @Test
  void demo_is_evaluated_by_source_method_and_language() throws Exception {
    try (PackagedServer server =
        PackagedServer.command(
            folder,
            "evaluate",
            "--questions=" + demo("questions.en.jsonl"),
            "--questions=" + demo("questions.pt.jsonl"),
            "--qrels=" + demo("qrels.en.tsv"),
            "--qrels=" + demo("qrels.pt.tsv"),
            "--folds=5",
            "--markdown=report.md",
            "--html=report.html")) {
      assertThat(server.exitCode(PATIENCE)).as(server.output()).isZero();
      String report = Files.readString(folder.resolve("report.md"));
      assertThat(server.output()).contains("40 of 40 questions", report);
      assertThat(report)
          .contains("40 questions with judgments", "nDCG@10 en", "nDCG@10 pt", "5-fold");
      assertThat(ndcg(report, "pooled")).isGreaterThan(0.4);
      // The Portuguese manual answers half of the questions, and no other source can.
      assertThat(ndcg(report, "manual")).isLessThan(ndcg(report, "pooled"));
      assertThat(change(report, "manual")).isLessThan(-0.1);
      assertThat(change(report, "handbook")).isLessThan(-0.1);
      assertThat(Files.readString(folder.resolve("report.html"))).contains("<svg", "handbook");
    }
  }

  @Test
  void words_and_files_that_are_wrong_are_told() throws Exception {
    try (PackagedServer server = PackagedServer.command(folder, "evalute")) {
      assertThat(server.exitCode()).isEqualTo(2);
      assertThat(server.output()).contains("\"evalute\" is no command");
    }
    Path bad = Files.writeString(folder.resolve("bad.tsv"), "q-en-01\ttimeouts-02\t1\nq\tx\n");
    try (PackagedServer server =
        PackagedServer.command(
            folder,
            "evaluate",
            "--questions",
            demo("questions.en.jsonl"),
            "--qrels",
            bad.toString())) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.output()).contains("bad.tsv, line 2: ");
    }
  }

  private static double ndcg(String report, String name) {
    return Double.parseDouble(rows(report, name).getFirst()[2].strip());
  }

  /** What leaving a source out changes. */
  private static double change(String report, String name) {
    return Double.parseDouble(rows(report, name).getLast()[3].strip());
  }

  private static List<String[]> rows(String report, String name) {
    return report
        .lines()
        .filter(line -> line.startsWith("| " + name + " |"))
        .map(line -> line.split("\\|"))
        .toList();
  }
}
