package dev.tributary.source.http;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an operator may be shown of a request and its answer: all but credentials.
 *
 * <p>A header is shown when it is known to hold none; a parameter or a field of a body when its
 * name does not sound like one; and nowhere what is known to be one.
 *
 * @param discretion what is known
 */
record Masks(Discretion discretion) {
  private static final String MASK = "***";
  private static final String SECRET =
      "[^=&\"]*(?:key|token|secret|passw|auth|sig|credential)[^=&\"]*";
  private static final Pattern NAME = Pattern.compile(SECRET, Pattern.CASE_INSENSITIVE);
  private static final Pattern PARAMETER =
      Pattern.compile("([?&]" + SECRET + "=)[^&]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern FIELD =
      Pattern.compile(
          "(\"" + SECRET + "\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"", Pattern.CASE_INSENSITIVE);

  private static final Set<String> OPEN =
      Set.of(
          "accept",
          "content-type",
          "content-length",
          "content-encoding",
          "date",
          "etag",
          "location",
          "notion-version",
          "retry-after",
          "server",
          "tributary-deadline-ms",
          "tributary-hops",
          "user-agent",
          "vary",
          "x-github-api-version",
          "x-github-request-id");

  /** Whether something of this name is most likely a credential. */
  static boolean soundsSecret(String name) {
    return NAME.matcher(name).matches();
  }

  String url(String pathAndQuery) {
    return discretion.mask(PARAMETER.matcher(pathAndQuery).replaceAll("$1" + MASK));
  }

  Map<String, String> headers(Map<String, String> headers) {
    Map<String, String> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, value) -> shown.put(name, isOpen(name) ? value : MASK));
    return shown;
  }

  private static boolean isOpen(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return OPEN.contains(lower) || lower.contains("ratelimit");
  }

  String text(String text) {
    return discretion.mask(FIELD.matcher(text).replaceAll("$1\"" + MASK + "\""));
  }
}
