package dev.tributary.source.http;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.source.http.RequestTemplate.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The headers of a source's requests: its own, beside those that every request has. */
final class RequestHeaders {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");

  /** Numbers and what the operator wrote: a header holds no question. */
  private static final Set<String> IN_HEADERS =
      Set.of(Values.KEY, Values.LANGUAGE, Values.WITH, Values.DEADLINE, Values.HOPS);

  private RequestHeaders() {}

  /**
   * What every request has, by name whatever its case.
   *
   * @param keys where the source stands in the configuration
   */
  static Map<String, String> common(
      String keys, BodyFormat format, boolean hasBody, String userAgent) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Accept", format.accept());
    if (hasBody) {
      headers.put("Content-Type", "application/json");
    }
    headers.put("User-Agent", requireOneLine(keys + ".user-agent", userAgent));
    return headers;
  }

  /**
   * The headers that the source itself is configured with, the API's key in its place.
   *
   * @throws BadConfiguration when a header could be read as more than one; the value is not shown
   */
  static List<Parameter> own(String keys, Map<String, String> configured, FixedValues fixed) {
    return configured.entrySet().stream()
        .map(header -> own(keys, header.getKey(), header.getValue(), fixed))
        .toList();
  }

  private static Parameter own(String keys, String name, String value, FixedValues fixed) {
    String key = keys + ".headers.\"" + name + "\"";
    requireName(key, name);
    Template template = fixed.in(Template.of(key, requireOneLine(key, value), IN_HEADERS));
    template.literals().forEach(literal -> requireOneLine(keys + ".key", literal));
    return new Parameter(name, template);
  }

  /** A name that a header can have. */
  static void requireName(String key, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new BadConfiguration(
          key, "the name of this header", "letters, digits and !#$%&'*+.^_`|~-");
    }
  }

  /** Whether a value is one header and no more. */
  static boolean isOneLine(String value) {
    return VALUE.matcher(value).matches();
  }

  /** A value that is one header and no more. */
  static String requireOneLine(String key, String value) {
    if (!isOneLine(value)) {
      throw new BadConfiguration(
          key, "a value with a line break or characters beyond ASCII", "visible ASCII, no breaks");
    }
    return value;
  }
}
