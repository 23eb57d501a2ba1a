package dev.tributary.evaluation;

import dev.tributary.evaluation.Report.Comparison;
import dev.tributary.evaluation.Report.Means;
import dev.tributary.evaluation.Report.Row;
import dev.tributary.evaluation.Report.SourceRow;
import dev.tributary.evaluation.Report.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A report as Markdown: tables that a terminal shows as well as a page does. */
public final class MarkdownReport {
  private final Report report;
  private final Set<String> languages = new TreeSet<>();
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(Report report) {
    this.report = report;
    report.configurations().forEach(row -> languages.addAll(row.means().languages().keySet()));
  }

  public static String of(Report report) {
    return new MarkdownReport(report).whole();
  }

  private String whole() {
    line("# Evaluation");
    line("");
    line(
        "%d questions with judgments%s; each source was asked each question once. p: paired randomisation test on nDCG@10."
            .formatted(
                report.questions(),
                report.skipped() == 0 ? "" : " (" + report.skipped() + " without were left out)"));
    report.degraded().forEach(why -> line("\nNot all was as it should be: " + inLine(why)));
    line("");
    configurations();
    line("");
    sources();
    Weights weights = report.weights();
    if (weights != null) {
      line("");
      weights(weights);
    }
    return text.toString();
  }

  private void configurations() {
    List<String> head = new ArrayList<>(List.of("ranked by"));
    head.addAll(measures());
    head.addAll(List.of("to " + report.baseline(), "p"));
    table(head, report.configurations().stream().map(this::row).toList());
  }

  private List<String> row(Row row) {
    List<String> cells = new ArrayList<>(List.of(row.name()));
    cells.addAll(measures(row.means()));
    cells.addAll(compared(row.toBaseline()));
    return cells;
  }

  private void sources() {
    List<String> head = new ArrayList<>(List.of("source alone"));
    head.addAll(measures());
    head.addAll(List.of("answered", "p50 ms", "p95 ms"));
    table(head, report.sources().stream().map(this::alone).toList());
    line("");
    table(
        List.of(
            "left out",
            "nDCG@10",
            "to " + report.baseline(),
            "p",
            "p95 ms",
            "p95 ms of the others"),
        report.sources().stream()
            .filter(source -> source.without() != null)
            .map(MarkdownReport::without)
            .toList());
  }

  private List<String> alone(SourceRow source) {
    List<String> cells = new ArrayList<>(List.of(source.name()));
    cells.addAll(measures(source.alone()));
    cells.add(source.answered() + " of " + report.questions());
    cells.add(String.valueOf(source.p50Ms() == null ? "" : source.p50Ms()));
    cells.add(String.valueOf(source.p95Ms() == null ? "" : source.p95Ms()));
    return cells;
  }

  private static List<String> without(SourceRow source) {
    Report.@Nullable Without without = source.without();
    if (without == null) {
      return List.of();
    }
    List<String> cells = new ArrayList<>(List.of(source.name()));
    cells.add(number(without.means().all().ndcg()));
    cells.addAll(compared(without.toBaseline()));
    cells.add(String.valueOf(source.p95Ms() == null ? "" : source.p95Ms()));
    cells.add(String.valueOf(without.p95Ms()));
    return cells;
  }

  private void weights(Weights weights) {
    line(
        "Weights by %d-fold cross-validation: nDCG@10 %s as they are, %s on questions they were not tuned on (p %s)."
            .formatted(
                weights.folds(),
                number(weights.before()),
                number(weights.heldOut()),
                p(weights.toBaseline().p())));
    if (!weights.better()) {
      line("That is no better than chance: leave them as they are.");
    } else {
      line("Tuned on all questions:\n\n```properties");
      weights.lines().forEach(this::line);
      line("```");
    }
  }

  private List<String> measures() {
    List<String> names =
        new ArrayList<>(List.of("nDCG@10", "MRR@10", "recall@" + report.recallAt(), "judged@10"));
    if (languages.size() > 1) {
      languages.forEach(code -> names.add("nDCG@10 " + code));
    }
    return names;
  }

  private List<String> measures(Means means) {
    Scores all = means.all();
    List<String> cells = new ArrayList<>();
    for (double value : new double[] {all.ndcg(), all.mrr(), all.recall(), all.judged()}) {
      cells.add(number(value));
    }
    if (languages.size() > 1) {
      for (String code : languages) {
        Report.@Nullable Language language = means.languages().get(code);
        cells.add(language == null ? "" : number(language.scores().ndcg()));
      }
    }
    return cells;
  }

  private static List<String> compared(@Nullable Comparison comparison) {
    return comparison == null
        ? List.of("", "")
        : List.of(String.format(Locale.ROOT, "%+.3f", comparison.difference()), p(comparison.p()));
  }

  /** It is never 0. */
  static String p(double value) {
    return value < 0.001 ? "<0.001" : number(value);
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private void table(List<String> head, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    line("| " + String.join(" | ", head) + " |");
    line("|---".repeat(head.size()) + "|");
    rows.forEach(row -> line("| " + String.join(" | ", escaped(row)) + " |"));
  }

  private static List<String> escaped(List<String> cells) {
    return cells.stream().map(cell -> inLine(cell).replace("|", "\\|")).toList();
  }

  /** A name or a reason of whoever it is: one line stays one. */
  private static String inLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
