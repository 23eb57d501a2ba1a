package dev.tributary.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.parser.Tag;
import org.jspecify.annotations.Nullable;

/** HTML as text that a person would read. Never fails: what is not HTML is read as browsers do. */
public final class HtmlText {
  /** The most characters that are looked at; what stands beyond is left out. */
  public static final int MAX_HTML = 10 * 1024 * 1024;

  private static final Pattern TAG = Pattern.compile("</?([a-zA-Z][a-zA-Z0-9]*)(?:[\\s/][^<>]*)?>");

  /** How abstracts of scholarly papers begin a tag: paragraphs and so on are named as in HTML. */
  private static final String JATS = "<jats:";

  private static final String UNREAD =
      "script, style, noscript, template, svg, iframe, nav, body > footer, [hidden],"
          + " [aria-hidden=true]";

  private HtmlText() {}

  /**
   * A page.
   *
   * @param title of the page, else its first heading; null when it has neither
   * @param text the body: headings as Markdown headings, code fenced, paragraphs apart
   * @param language the code in {@code <html lang>}, lower case and without region; null when not
   *     told
   */
  public record Page(@Nullable String title, String text, @Nullable String language) {}

  /** Reads a whole page. */
  public static Page read(String html) {
    Document page = Jsoup.parse(cut(html));
    page.select(UNREAD).remove();
    String title = page.title();
    if (title.isBlank()) {
      Element heading = page.selectFirst("h1, h2, h3, h4, h5, h6");
      title = heading == null ? "" : heading.text();
    }
    String language = page.select("html").attr("lang").strip();
    return new Page(
        title.isBlank() ? null : title,
        HtmlWriter.markdown(page.body()),
        language.matches("[a-zA-Z]{2,3}([-_].*)?")
            ? language.split("[-_]")[0].toLowerCase(Locale.ROOT)
            : null);
  }

  /**
   * A snippet without its tags, its entities as characters. Line breaks are kept where there are no
   * tags; {@code a < b} and {@code List<String>} are left alone, since those are no tags of HTML.
   */
  public static String strip(String snippet) {
    String text = cut(snippet);
    if (text.contains(JATS)) {
      return HtmlWriter.plain(
          Jsoup.parseBodyFragment(text.replace(JATS, "<").replace("</jats:", "</")).body());
    }
    if (hasTags(text)) {
      return HtmlWriter.plain(Jsoup.parseBodyFragment(text).body());
    }
    return text.indexOf('&') < 0 ? text : Parser.unescapeEntities(text, true);
  }

  private static boolean hasTags(String text) {
    if (text.indexOf('<') < 0) {
      return false;
    }
    if (text.contains("<!--")) {
      return true;
    }
    Matcher tags = TAG.matcher(text);
    while (tags.find()) {
      if (Tag.isKnownTag(tags.group(1).toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private static String cut(String html) {
    return html.length() <= MAX_HTML ? html : html.substring(0, MAX_HTML);
  }
}
