package dev.tributary.evaluation;

import dev.tributary.evaluation.Report.Row;
import dev.tributary.evaluation.Report.SourceRow;
import java.util.List;
import java.util.Locale;

/**
 * A report as one page that needs nothing else: how well each way ranks, which source earns its
 * latency, and the tables.
 */
public final class HtmlReport {
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
      svg{width:100%;height:auto;font:12px system-ui,sans-serif}
      svg text{fill:currentColor} .bar{fill:#3b82c4} .first{fill:#1f9d6b} .dot{fill:#c4533b}
      .axis{stroke:currentColor;stroke-opacity:.4;fill:none} pre,div{overflow-x:auto;font-size:13px}
      table{border-collapse:collapse;margin:1rem 0;white-space:nowrap}
      th,td{padding:.2rem .7rem .2rem 0;text-align:right;border-bottom:1px solid #8884}
      th:first-child,td:first-child{text-align:left}
      """;

  private HtmlReport() {}

  public static String of(Report report) {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
        .append("<title>Evaluation</title><style>\n")
        .append(STYLE)
        .append("</style></head><body>\n<h1>Evaluation</h1>\n<p>")
        .append(report.questions())
        .append(" questions with judgments, nDCG@10 on average.</p>\n<h2>Ways to rank</h2>\n")
        .append(bars(report))
        .append("<h2>Which source earns its latency</h2>\n")
        .append("<p>Across: its p95 latency. Up: what nDCG@10 loses without it.</p>\n")
        .append(sources(report))
        .append("<h2>All figures</h2>\n")
        .append(HtmlText.of(MarkdownReport.of(report)))
        .append("</body></html>\n");
    return page.toString();
  }

  private static String bars(Report report) {
    List<Row> rows = report.configurations();
    Svg svg = new Svg(720, 28 * rows.size() + 10);
    int y = 6;
    for (Row row : rows) {
      double ndcg = row.means().all().ndcg();
      svg.text(150, y + 14, "end", row.name());
      svg.bar(160, y, 480 * ndcg, 18, row.toBaseline() == null ? "first" : "bar", row.name());
      svg.text(168 + 480 * ndcg, y + 14, "start", label(row));
      y += 28;
    }
    return svg.toString();
  }

  private static String label(Row row) {
    String ndcg = MarkdownReport.number(row.means().all().ndcg());
    return row.toBaseline() == null
        ? ndcg
        : ndcg + "  (p " + MarkdownReport.p(row.toBaseline().p()) + ")";
  }

  private static String sources(Report report) {
    List<SourceRow> rows =
        report.sources().stream().filter(s -> s.without() != null && s.p95Ms() != null).toList();
    if (rows.isEmpty()) {
      return "<p>There is one source alone.</p>\n";
    }
    double slowest = rows.stream().mapToLong(SourceRow::p95Ms).max().orElse(1);
    double most = rows.stream().mapToDouble(HtmlReport::loss).map(Math::abs).max().orElse(0);
    double acrossTo = Math.max(1, slowest * 1.1);
    double upTo = Math.max(0.001, most * 1.2);
    Svg svg = new Svg(720, 340);
    svg.line(70, 160, 700, 160);
    svg.line(70, 10, 70, 310);
    svg.text(64, 20, "end", String.format(Locale.ROOT, "%+.3f", upTo));
    svg.text(64, 164, "end", "0");
    svg.text(64, 310, "end", String.format(Locale.ROOT, "%+.3f", -upTo));
    svg.text(700, 178, "end", Math.round(acrossTo) + " ms");
    for (SourceRow row : rows) {
      double x = 70 + 630 * row.p95Ms() / acrossTo;
      double y = 160 - 150 * loss(row) / upTo;
      svg.dot(x, y, row.name());
      // To the left of what stands far on the right, so that its name stays on the page.
      svg.text(x > 520 ? x - 9 : x + 9, y + 4, x > 520 ? "end" : "start", row.name());
    }
    return svg.toString();
  }

  private static double loss(SourceRow row) {
    return row.without() == null ? 0 : -row.without().toBaseline().difference();
  }
}
