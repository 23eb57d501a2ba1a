package dev.tributary.passage;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name that a repository, an issue or a file on GitHub has whichever of its addresses is given:
 * that of its page, of its raw text or of the API.
 *
 * <p>{@code owner/name} a repository, {@code owner/name#12} an issue, pull request or discussion
 * (they share their numbers), {@code owner/name/main:path} a file or folder, {@code
 * owner/name@1a2b3c} a commit. Owner and name are in lower case, as GitHub makes no difference.
 */
final class GitHubId {
  private static final String OWNER = "([A-Za-z0-9][A-Za-z0-9-]{0,38})/([A-Za-z0-9._-]{1,100}?)";
  private static final String END = "/?(?:[?#].*)?$";

  private static final Pattern PAGE =
      Pattern.compile(
          "^https?://(?:(?:www\\.)?github\\.com|api\\.github\\.com/repos)/"
              + OWNER
              + "(?:\\.git)?"
              + "(?:/(issues|pulls?|discussions|commits?|blob|raw|blame|tree)/([^?#]+?))?"
              + END,
          Pattern.CASE_INSENSITIVE);
  private static final Pattern RAW =
      Pattern.compile(
          "^https?://raw\\.githubusercontent\\.com/" + OWNER + "/([^?#]+?)" + END,
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER = Pattern.compile("^(\\d{1,9})(?:/.*)?$");
  private static final String BRANCHES = "refs/heads/";

  /** First segments of paths that are no owner. */
  private static final Set<String> PAGES =
      Set.of(
          "about",
          "apps",
          "collections",
          "customer-stories",
          "enterprise",
          "explore",
          "features",
          "gist",
          "login",
          "marketplace",
          "notifications",
          "orgs",
          "pricing",
          "search",
          "settings",
          "site",
          "solutions",
          "sponsors",
          "stars",
          "topics",
          "trending",
          "users");

  private static final int MAX_LENGTH = 2_000;

  private GitHubId() {}

  /** The name of what an address leads to, or null. */
  static @Nullable String of(String url) {
    String text = url.strip();
    if (text.length() > MAX_LENGTH || !text.contains("github")) {
      return null;
    }
    Matcher raw = RAW.matcher(text);
    if (raw.matches()) {
      return file(repository(raw), raw.group(3));
    }
    Matcher page = PAGE.matcher(text);
    if (!page.matches() || PAGES.contains(page.group(1).toLowerCase(Locale.ROOT))) {
      return null;
    }
    String repository = repository(page);
    String kind = page.group(3);
    return kind == null
        ? repository
        : part(repository, kind.toLowerCase(Locale.ROOT), page.group(4));
  }

  private static @Nullable String part(String repository, String kind, String rest) {
    return switch (kind) {
      case "blob", "raw", "blame", "tree" -> file(repository, rest);
      case "commit", "commits" -> repository + "@" + rest.toLowerCase(Locale.ROOT);
      default -> {
        Matcher number = NUMBER.matcher(rest);
        yield number.matches() ? repository + "#" + number.group(1) : null;
      }
    };
  }

  private static @Nullable String file(String repository, String rest) {
    String path = rest.startsWith(BRANCHES) ? rest.substring(BRANCHES.length()) : rest;
    int slash = path.indexOf('/');
    return slash < 0
        ? repository + "/" + path + ":"
        : repository + "/" + path.substring(0, slash) + ":" + path.substring(slash + 1);
  }

  private static String repository(Matcher matcher) {
    return (matcher.group(1) + "/" + matcher.group(2)).toLowerCase(Locale.ROOT);
  }
}
