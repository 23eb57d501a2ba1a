package dev.tributary.text;

import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Writes the text of a tree: blocks on lines of their own, white space as a browser shows it. */
final class HtmlWriter implements NodeVisitor {
  private static final Set<String> UNREAD = Set.of("script", "style", "template", "noscript");
  private static final Set<String> CLOSE = Set.of("li", "tr", "dt", "dd", "option");
  private static final Set<String> CELLS = Set.of("td", "th");

  private final StringBuilder out = new StringBuilder();
  private final boolean markdown;
  private int preformatted;
  private int unread;

  private HtmlWriter(boolean markdown) {
    this.markdown = markdown;
  }

  /** Headings become {@code ## headings}, preformatted text is fenced, items get a dash. */
  static String markdown(Element root) {
    return write(root, true);
  }

  /** Nothing but the words. */
  static String plain(Element root) {
    return write(root, false);
  }

  private static String write(Element root, boolean markdown) {
    HtmlWriter writer = new HtmlWriter(markdown);
    root.traverse(writer);
    return writer.out.toString().strip();
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode text && unread == 0) {
      text(text.getWholeText());
    } else if (node instanceof Element element) {
      open(element);
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element) {
      close(element);
    }
  }

  private void open(Element element) {
    String name = element.normalName();
    if (UNREAD.contains(name)) {
      unread++;
    } else if (name.equals("br")) {
      out.append('\n');
    } else if (name.equals("pre")) {
      breakLine(2);
      out.append(markdown ? "```\n" : "");
      preformatted++;
    } else if (element.isBlock() && !CELLS.contains(name)) {
      breakLine(CLOSE.contains(name) ? 1 : 2);
      if (markdown) {
        out.append(isHeading(name) ? "#".repeat(name.charAt(1) - '0') + " " : "");
        out.append(name.equals("li") ? "- " : "");
      }
    }
  }

  private void close(Element element) {
    String name = element.normalName();
    if (UNREAD.contains(name)) {
      unread--;
    } else if (name.equals("pre")) {
      preformatted--;
      breakLine(1);
      out.append(markdown ? "```" : "");
      breakLine(2);
    } else if (CELLS.contains(name)) {
      out.append(' ');
    } else if (element.isBlock()) {
      breakLine(CLOSE.contains(name) ? 1 : 2);
    }
  }

  private void text(String text) {
    if (preformatted > 0) {
      out.append(text);
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c) && c != '\u00a0') {
        out.append(c);
      } else if (!out.isEmpty() && !Character.isWhitespace(out.charAt(out.length() - 1))) {
        out.append(' ');
      }
    }
  }

  /** At least so many line ends stand before what follows; never more for nested blocks. */
  private void breakLine(int wanted) {
    int end = out.length();
    while (end > 0 && (out.charAt(end - 1) == ' ' || out.charAt(end - 1) == '\n')) {
      end--;
    }
    int there = (int) out.substring(end).chars().filter(c -> c == '\n').count();
    if (preformatted == 0 && end > 0) {
      out.setLength(end);
      out.repeat('\n', Math.max(wanted, Math.min(there, 2)));
    } else if (preformatted > 0 && there == 0) {
      out.append('\n');
    }
  }

  private static boolean isHeading(String name) {
    return name.length() == 2 && name.charAt(0) == 'h' && "123456".indexOf(name.charAt(1)) >= 0;
  }
}
