package dev.tributary.passage;

import static java.util.Locale.ROOT;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One spelling for all the spellings of a web address.
 *
 * <p>Equal are: {@code http} and {@code https}, letter case of the host, a leading {@code www.}, a
 * default port, percent-encoding of what needs none (RFC 3986, 6.2.2), dot segments, empty
 * segments, a trailing slash, the order of query parameters, tracking parameters, user and
 * fragment, and the mobile and desktop hosts of Wikimedia's wikis. A fragment stays that names a
 * page of its own ({@code #/route}, {@code #!route}) or a comment on one. The spelling is for
 * comparing; it is not promised to lead anywhere.
 */
final class CanonicalUrl {
  private static final Pattern COMMENT = Pattern.compile("(?i)^[a-z_-]{0,24}comment[_-]?\\d");
  private static final Pattern MOBILE_WIKI =
      Pattern.compile("^([a-z-]+)\\.m\\.((?:wiki[a-z]+|wiktionary)\\.org)$");

  private CanonicalUrl() {}

  /** The canonical spelling, itself canonical; null for what is no address of the web. */
  static @Nullable String of(String url) {
    String text = url.strip();
    int start = afterScheme(text);
    if (start < 0) {
      return null;
    }
    int fragment = text.indexOf('#', start);
    int end = fragment < 0 ? text.length() : fragment;
    int question = text.indexOf('?', start);
    int queryAt = question < 0 || question > end ? end : question;
    int slash = text.indexOf('/', start);
    int pathAt = slash < 0 || slash > queryAt ? queryAt : slash;
    String host = host(text.substring(start, pathAt));
    return host.isEmpty()
        ? null
        : "https://"
            + host
            + path(text.substring(pathAt, queryAt))
            + (queryAt == end ? "" : query(text.substring(queryAt + 1, end)))
            + (fragment < 0 ? "" : fragment(text.substring(fragment + 1)));
  }

  private static String fragment(String raw) {
    boolean isRoute = raw.length() > 1 && (raw.charAt(0) == '/' || raw.charAt(0) == '!');
    return isRoute || COMMENT.matcher(raw).find() ? "#" + encode(raw) : "";
  }

  private static int afterScheme(String text) {
    if (text.regionMatches(true, 0, "https://", 0, 8)) {
      return 8;
    }
    return text.regionMatches(true, 0, "http://", 0, 7) ? 7 : -1;
  }

  private static String host(String authority) {
    String host = ascii(authority.substring(authority.lastIndexOf('@') + 1)).toLowerCase(ROOT);
    String before;
    do {
      before = host;
      host = withoutSuffix(withoutSuffix(host, ":80"), ":443");
      host = withoutSuffix(withoutSuffix(host, ":"), ".");
      host = host.startsWith("www.") ? host.substring(4) : host;
    } while (!host.equals(before));
    return host.contains(".m.") ? MOBILE_WIKI.matcher(host).replaceFirst("$1.$2") : host;
  }

  private static String withoutSuffix(String text, String suffix) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }

  private static String ascii(String host) {
    if (!isAscii(host)) {
      int colon = host.lastIndexOf(':');
      int end = colon < 0 ? host.length() : colon;
      try {
        return IDN.toASCII(host.substring(0, end), IDN.USE_STD3_ASCII_RULES)
            + encode(host.substring(end));
      } catch (IllegalArgumentException e) {
        // No name that DNS could know; it is compared as it is.
      }
    }
    return encode(host);
  }

  private static String path(String raw) {
    if (raw.length() < 2) {
      return "";
    }
    List<String> kept = new ArrayList<>();
    for (String segment : encode(raw).split("/", -1)) {
      switch (segment) {
        case "", "." -> {}
        case ".." -> {
          if (!kept.isEmpty()) {
            kept.removeLast();
          }
        }
        default -> kept.add(segment);
      }
    }
    return kept.isEmpty() ? "" : "/" + String.join("/", kept);
  }

  private static String query(String raw) {
    List<String> kept = new ArrayList<>();
    for (String parameter : encode(raw.replace("+", "%20")).split("&", -1)) {
      if (!parameter.isEmpty() && !TrackingParameters.contain(name(parameter))) {
        kept.add(parameter);
      }
    }
    // Stable by name alone: the values of one name keep their order, which may mean something.
    kept.sort(Comparator.comparing(CanonicalUrl::name));
    return kept.isEmpty() ? "" : "?" + String.join("&", kept);
  }

  private static String name(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0 ? parameter : parameter.substring(0, equals);
  }

  /** Percent-encodes what must be, decodes what need not be, and writes hex digits large. */
  private static String encode(String raw) {
    if (isPlain(raw)) {
      return raw;
    }
    StringBuilder out = new StringBuilder(raw.length() + 16);
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      int b = bytes[i] & 0xff;
      if (b == '%' && i + 2 < bytes.length && hex(bytes[i + 1]) >= 0 && hex(bytes[i + 2]) >= 0) {
        int decoded = hex(bytes[i + 1]) << 4 | hex(bytes[i + 2]);
        i += 2;
        if (isUnreserved(decoded)) {
          out.append((char) decoded);
        } else {
          percent(out, decoded);
        }
      } else if (isUnreserved(b) || "!$&'()*+,;=:@/[]".indexOf(b) >= 0) {
        out.append((char) b);
      } else {
        percent(out, b);
      }
    }
    return out.toString();
  }

  private static void percent(StringBuilder out, int b) {
    out.append('%')
        .append(Character.toUpperCase(Character.forDigit(b >> 4, 16)))
        .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
  }

  private static int hex(byte b) {
    return Character.digit((char) b, 16);
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isUnreserved(c) && c != '/' && c != '=' && c != '&') {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }
}
