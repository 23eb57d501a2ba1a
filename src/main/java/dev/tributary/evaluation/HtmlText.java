package dev.tributary.evaluation;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A report's Markdown as HTML: its paragraphs, tables and code; headings are the page's own. */
final class HtmlText {
  private static final Pattern BLOCKS = Pattern.compile("\n{2,}");
  private static final Pattern CELLS = Pattern.compile(" \\| ");

  private HtmlText() {}

  static String of(String markdown) {
    StringBuilder html = new StringBuilder();
    for (String block : BLOCKS.split(markdown.strip())) {
      List<String> lines = block.lines().toList();
      if (block.startsWith("|")) {
        table(html, lines);
      } else if (block.startsWith("```")) {
        String code = String.join("\n", lines.subList(1, lines.size() - 1));
        html.append("<pre>").append(Svg.escaped(code)).append("</pre>\n");
      } else if (!block.startsWith("#")) {
        html.append("<p>").append(Svg.escaped(block)).append("</p>\n");
      }
    }
    return html.toString();
  }

  private static void table(StringBuilder html, List<String> lines) {
    html.append("<div><table>\n").append(row(lines.getFirst(), "th"));
    lines.stream().skip(2).forEach(line -> html.append(row(line, "td")));
    html.append("</table></div>\n");
  }

  /** Of a line {@code | a | b |}. */
  private static String row(String line, String tag) {
    return CELLS
        .splitAsStream(line.substring(2, line.length() - 2) + " ")
        .map(cell -> Svg.escaped(cell.strip().replace("\\|", "|")))
        .map(cell -> "<" + tag + ">" + cell + "</" + tag + ">")
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }
}
