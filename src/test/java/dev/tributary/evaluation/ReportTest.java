package dev.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.evaluation.Report.Comparison;
import dev.tributary.evaluation.Report.Language;
import dev.tributary.evaluation.Report.Means;
import dev.tributary.evaluation.Report.Row;
import dev.tributary.evaluation.Report.SourceRow;
import dev.tributary.evaluation.Report.Weights;
import dev.tributary.evaluation.Report.Without;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a report looks like. */
class ReportTest {
  private static Means means(double ndcg) {
    Scores scores = new Scores(ndcg, 0.25, 1, 0.9);
    return new Means(scores, Map.of("en", new Language(3, scores), "pt", new Language(1, scores)));
  }

  private static Report report(@Nullable Weights weights) {
    Without without = new Without(means(0.4), new Comparison(-0.1, 0.012), 80);
    return new Report(
        4,
        1,
        20,
        "pooled",
        List.of(
            new Row("pooled", means(0.5), null),
            new Row("<b>", means(0.6), new Comparison(0.1, 0.5)),
            new Row("a | b\n# c", means(0.6), new Comparison(0.1, 0.5))),
        List.of(
            new SourceRow("docs", "lucene", 4, 3L, 9L, means(0.45), without),
            new SourceRow("never", "http", 0, null, null, means(0), without)),
        weights,
        List.of("the ranking\nhad no time left"));
  }

  private static Weights weights(boolean better) {
    return new Weights(
        2,
        0.5,
        0.55,
        new Comparison(0.05, 0.0001),
        better,
        Map.of("docs", 2.0),
        List.of("tributary.source.lucene.\"docs\".weight=2.0"));
  }

  @Test
  void markdown_has_a_row_a_way_to_rank_and_a_row_a_source() {
    assertThat(MarkdownReport.of(report(null)))
        .contains("4 questions with judgments (1 without were left out)")
        .contains("\nNot all was as it should be: the ranking had no time left\n")
        .contains("| ranked by | nDCG@10 | MRR@10 | recall@20 | judged@10 | nDCG@10 en |")
        .contains("| pooled | 0.500 | 0.250 | 1.000 | 0.900 | 0.500 | 0.500 |  |  |")
        .contains("| <b> | 0.600 | 0.250 | 1.000 | 0.900 | 0.600 | 0.600 | +0.100 | 0.500 |")
        .contains("\n| a \\| b # c | 0.600 |")
        .contains("| docs | 0.450 | 0.250 | 1.000 | 0.900 | 0.450 | 0.450 | 4 of 4 | 3 | 9 |")
        .contains("| docs | 0.400 | -0.100 | 0.012 | 9 | 80 |")
        .contains("| never | 0.000 | 0.250 | 1.000 | 0.900 | 0.000 | 0.000 | 0 of 4 |  |  |")
        .doesNotContain("Weights");
  }

  @Test
  void weights_are_printed_as_configuration_when_they_are_better() {
    assertThat(MarkdownReport.of(report(weights(true))))
        .contains(
            "2-fold", "0.500 as they are, 0.550 on questions they were not tuned on (p <0.001)")
        .contains("```properties\ntributary.source.lucene.\"docs\".weight=2.0\n```");
    assertThat(MarkdownReport.of(report(weights(false))))
        .contains("leave them as they are")
        .doesNotContain("weight=2.0");
  }

  @Test
  void page_needs_nothing_else_and_runs_no_name_as_markup() {
    assertThat(HtmlReport.of(report(null)))
        .contains("<svg", "<rect", "<circle", "docs")
        .contains("&lt;b&gt;")
        .doesNotContain("<b>", "<script", "href=", "src=", "null");
  }

  @Test
  void percentile_is_one_of_the_values() {
    assertThat(Percentile.of(List.of(5L), 0.95)).isEqualTo(5);
    assertThat(Percentile.of(List.of(4L, 1L, 3L, 2L), 0.5)).isEqualTo(2);
    assertThat(Percentile.of(List.of(4L, 1L, 3L, 2L), 0.95)).isEqualTo(4);
  }
}
