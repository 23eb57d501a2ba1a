package dev.tributary.passage;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names that papers have wherever they are found: DOI and arXiv id. */
final class ScholarlyId {
  private static final Pattern DOI_URL =
      Pattern.compile(
          "^(?:doi:\\s*|https?://(?:www\\.|dx\\.)?doi\\.org/"
              + "|https?://[^/?#]+/doi/(?:(?:abs|full|pdf|epdf|pdfdirect|pdfplus)/)?)"
              + "(10\\.\\d{4,9}/[^?#\\s]+)",
          Pattern.CASE_INSENSITIVE);

  /** Addresses of publishers that say more behind the DOI: Springer, Frontiers, bioRxiv, PLOS. */
  private static final Pattern PUBLISHER_URL =
      Pattern.compile(
          "^https?://[^/?#]+/(?:articles?|chapter|book|content(?:/pdf)?"
              + "|[a-z]+/article(?:/file|/authors|/comments)?\\?(?:[^#]*&)?id=)/?"
              + "(10\\.\\d{4,9}/[^?#&\\s]+)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern BEHIND_DOI =
      Pattern.compile(
          "(?:/(?:full|abstract|pdf|meta|html)"
              + "|(?<=\\d)(?:v\\d{1,2})?(?:\\.(?:full|abstract|short))?(?:\\.pdf)?)$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern BARE_DOI = Pattern.compile("^10\\.\\d{4,9}/\\S+$");
  private static final String ARXIV =
      "(\\d{4}\\.\\d{4,5}|[a-z-]+(?:\\.[a-z]{2})?/\\d{7})(?:v\\d+)?";
  private static final Pattern ARXIV_URL =
      Pattern.compile(
          "^(?:arxiv:\\s*|https?://(?:www\\.|export\\.)?arxiv\\.org/(?:abs|pdf|html|format)/"
              + "|https?://(?:ar5iv\\.labs\\.arxiv\\.org|(?:www\\.)?alphaxiv\\.org)"
              + "/(?:abs|pdf|html|overview)/)"
              + ARXIV
              + "(?:\\.pdf)?/?(?:[?#].*)?$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ARXIV_DOI =
      Pattern.compile("^10\\.48550/arxiv\\." + ARXIV + "$", Pattern.CASE_INSENSITIVE);
  private static final String ARXIV_WORD = "xiv";
  private static final int MAX_LENGTH = 2_000;

  private ScholarlyId() {}

  /** The DOI that a URL, a {@code doi:} name or a bare DOI names, in lower case, or null. */
  static @Nullable String doi(String text) {
    String name = text.strip();
    if (name.length() > MAX_LENGTH || !name.contains("10.")) {
      return null;
    }
    Matcher url = DOI_URL.matcher(name);
    if (url.find()) {
      return tidy(decode(url.group(1)));
    }
    Matcher publisher = PUBLISHER_URL.matcher(name);
    if (publisher.find()) {
      String doi = BEHIND_DOI.matcher(decode(publisher.group(1))).replaceFirst("");
      return tidy(doi);
    }
    return BARE_DOI.matcher(name).matches() ? tidy(name) : null;
  }

  /** The arXiv id, without version, that a URL or an {@code arXiv:} name names, or null. */
  static @Nullable String arxiv(String url) {
    String name = url.strip();
    if (name.length() > MAX_LENGTH || !mayNameArxiv(name)) {
      return null;
    }
    return group(ARXIV_URL.matcher(name));
  }

  /** The arXiv id that arXiv's own DOIs hold, or null. */
  static @Nullable String arxivOfDoi(String doi) {
    return group(ARXIV_DOI.matcher(doi));
  }

  /** Says no for most URLs, at a fraction of what the pattern costs. */
  private static boolean mayNameArxiv(String name) {
    for (int i = name.length() - ARXIV_WORD.length(); i >= 0; i--) {
      if (name.regionMatches(true, i, ARXIV_WORD, 0, ARXIV_WORD.length())) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String group(Matcher matcher) {
    return matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : null;
  }

  private static String tidy(String doi) {
    int end = doi.length();
    while (end > 0 && ".,;/".indexOf(doi.charAt(end - 1)) >= 0) {
      end--;
    }
    return doi.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /** Only the percent-encoding; a plus sign is a part of some DOIs. */
  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
