package dev.tributary.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a text between two headings.
 *
 * @param headings it stands under, outermost first; without those too long for a heading
 * @param lines its text with its own heading line
 * @param body its text without it
 * @param isContinued the next section stands below this one, so its chunks repeat the heading
 */
record Section(List<String> headings, String lines, String body, boolean isContinued) {
  private static final int LONGEST_HEADING = 200;
  private static final Pattern HEADING =
      Pattern.compile(" {0,3}(#{1,6})[ \\t]+(.{0,%d}?)[ \\t#]*".formatted(LONGEST_HEADING));

  private record Heading(int level, String text) {}

  /** The sections of a Markdown text; plain text is one. Lines inside of code are no headings. */
  static List<Section> sectionsOf(String text) {
    List<Section> sections = new ArrayList<>();
    List<Heading> path = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    String own = "";
    String fence = "";
    for (String line : (Iterable<String>) text.lines()::iterator) {
      fence = fenceAfter(line, fence);
      Matcher heading = HEADING.matcher(line);
      if (!fence.isEmpty() || !heading.matches() || heading.group(2).isBlank()) {
        body.append(line).append('\n');
        continue;
      }
      int level = heading.group(1).length();
      boolean deeper = !path.isEmpty() && path.getLast().level < level;
      add(sections, path, own, body.toString(), deeper);
      path.removeIf(above -> above.level >= level);
      path.add(new Heading(level, heading.group(2).strip()));
      own = line;
      body.setLength(0);
    }
    add(sections, path, own, body.toString(), false);
    return sections;
  }

  private static void add(
      List<Section> to, List<Heading> path, String own, String body, boolean isContinued) {
    if (!own.isEmpty() || !body.isBlank()) {
      to.add(
          new Section(
              path.stream().map(Heading::text).toList(), own + "\n" + body, body, isContinued));
    }
  }

  private static String fenceAfter(String line, String open) {
    String start = line.strip();
    if (open.isEmpty()) {
      return start.startsWith("```") ? "```" : start.startsWith("~~~") ? "~~~" : "";
    }
    return start.startsWith(open) ? "" : open;
  }
}
