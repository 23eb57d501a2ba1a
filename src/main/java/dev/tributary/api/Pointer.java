package dev.tributary.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** JSON pointers (RFC 6901) in their URI fragment form. */
final class Pointer {
  /** The whole document. */
  static final String ROOT = "#";

  private Pointer() {}

  /** To a field of an object. */
  static String field(String parent, String name) {
    String escaped = name.replace("~", "~0").replace("/", "~1");
    return parent + "/" + (isPlain(escaped) ? escaped : encode(WellFormed.capped(escaped, 64)));
  }

  /** To an element of an array. */
  static String item(String parent, int index) {
    return parent + "/" + index;
  }

  private static boolean isPlain(String name) {
    return name.length() <= 64
        && name.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0));
  }

  private static String encode(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("%7E", "~");
  }
}
