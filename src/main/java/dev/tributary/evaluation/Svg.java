package dev.tributary.evaluation;

import java.util.Locale;

/** A drawing in SVG, element by element. */
final class Svg {
  private final StringBuilder elements = new StringBuilder();
  private final int width;
  private final int height;

  Svg(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** A bar that tells its name when pointed at. */
  void bar(double x, double y, double length, double thickness, String style, String name) {
    add(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\""
            + " height=\"%.1f\"><title>%s</title></rect>",
        style, x, y, length, thickness, escaped(name));
  }

  /** A dot that tells its name when pointed at. */
  void dot(double x, double y, String name) {
    add(
        "<circle class=\"dot\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"><title>%s</title></circle>",
        x, y, escaped(name));
  }

  void line(double fromX, double fromY, double toX, double toY) {
    add("<path class=\"axis\" d=\"M%.1f %.1fL%.1f %.1f\"/>", fromX, fromY, toX, toY);
  }

  /** A text that starts, ends or is centred at a place. */
  void text(double x, double y, String anchor, String text) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped(text));
  }

  /** Text as it may stand in HTML, in an attribute too. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return "<svg role=\"img\" viewBox=\"0 0 %d %d\" xmlns=\"http://www.w3.org/2000/svg\">\n%s</svg>\n"
        .formatted(width, height, elements);
  }

  private void add(String element, Object... values) {
    elements.append(String.format(Locale.ROOT, element, values)).append('\n');
  }
}
