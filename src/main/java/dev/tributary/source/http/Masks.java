package dev.tributary.source.http;

import dev.tributary.text.Cut;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

  /** What is cut off is looked at so far for the end of a secret. */
  private static final int MAX_SECRET = 16 * 1024;

  private static final String SECRET =
      "[^=&\"]*(?:key|token|secret|passw|auth|sig|credential)[^=&\"]*";
  private static final Pattern NAME = Pattern.compile(SECRET, Pattern.CASE_INSENSITIVE);
  private static final Pattern PARAMETER =
      Pattern.compile("([?&]" + SECRET + "=)([^&#]*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern FIELD =
      Pattern.compile(
          "(\"" + SECRET + "\"\\s*:\\s*)\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.CASE_INSENSITIVE);

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

  /** The values in a URL, or in the JSON of a body, that are most likely credentials. */
  static List<String> in(String text) {
    return Stream.of(PARAMETER, FIELD)
        .flatMap(secret -> secret.matcher(text).results())
        .map(found -> found.group(2))
        .toList();
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

  /** The first characters of a text: masked before it is cut, since half a secret is not known. */
  String beginning(int characters, String text) {
    return Cut.to(characters, text(Cut.to(characters + MAX_SECRET, text)));
  }

  String text(String text) {
    return discretion.mask(FIELD.matcher(text).replaceAll("$1\"" + MASK + "\""));
  }
}
