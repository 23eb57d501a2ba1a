package dev.tributary.source.http;

import dev.tributary.guard.BadConfiguration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The headers of a source's requests: its own, beside those that every request has. */
final class RequestHeaders {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

  private RequestHeaders() {}

  /**
   * What is sent, by name whatever its case.
   *
   * @param keys where they stand in the configuration
   * @throws BadConfiguration when a header could be read as more than one; the value is not shown
   */
  static Map<String, String> of(String keys, HttpConfig.Api api, boolean hasBody) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Accept", "application/json");
    if (hasBody) {
      headers.put("Content-Type", "application/json");
    }
    headers.put("User-Agent", checked(keys + ".user-agent", api.userAgent()));
    api.headers()
        .forEach(
            (name, value) -> {
              String key = keys + ".headers.\"" + name + "\"";
              if (!NAME.matcher(name).matches()) {
                throw new BadConfiguration(
                    key, "the name of this header", "letters, digits and !#$%&'*+.^_`|~-");
              }
              headers.put(name, checked(key, value));
            });
    return Collections.unmodifiableMap(headers);
  }

  /** A value that is one header and no more. */
  static String requireOneLine(String key, String value) {
    if (!VALUE.matcher(value).matches()) {
      throw new BadConfiguration(
          key, "a value with a line break or characters beyond ASCII", "visible ASCII, no breaks");
    }
    return value;
  }

  private static String checked(String key, String value) {
    requireOneLine(key, value);
    if (value.contains("{question}") || value.contains("{limit}")) {
      throw new BadConfiguration(key, "a placeholder", "a fixed value: a header holds no question");
    }
    return value;
  }
}
