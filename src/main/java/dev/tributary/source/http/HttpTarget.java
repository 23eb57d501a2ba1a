package dev.tributary.source.http;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.passage.Sha256;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a source is asked.
 *
 * @param base scheme, host and port
 * @param host with its port, for messages
 * @param address without the query: that may hold a secret
 * @param target path and query as configured, encoded, with their places
 * @param key address, and a fingerprint of whatever may hold a secret
 */
record HttpTarget(URI base, String host, String address, Template target, String key) {
  private static final String ALLOWED =
      "an http:// or https:// URL with a host without _, such as https://api.example.com/search";

  /**
   * Reads the {@code url} of a source.
   *
   * @param keys where the source stands in the configuration
   */
  static HttpTarget of(String keys, @Nullable String url, Set<String> allowed, String secrets) {
    return ofKey(keys + ".url", url, allowed, secrets);
  }

  /**
   * Reads a URL.
   *
   * @param key where it stands in the configuration
   * @param allowed the places that may stand in path and query
   * @param secrets what tells one credential from another
   */
  static HttpTarget ofKey(String key, @Nullable String url, Set<String> allowed, String secrets) {
    if (url == null) {
      throw new BadConfiguration(key, "missing", ALLOWED);
    }
    URI uri = uri(key, url);
    if (uri.getRawUserInfo() != null) {
      throw new BadConfiguration(
          key, "a user or password in the URL", "a header, such as headers.\"Authorization\"");
    }
    String authority = uri.getRawAuthority();
    String afterAuthority =
        url.strip().substring(url.strip().indexOf(authority) + authority.length());
    int fragment = afterAuthority.indexOf('#');
    String path = fragment < 0 ? afterAuthority : afterAuthority.substring(0, fragment);
    Template target = Template.of(key, path.startsWith("/") ? path : "/" + path, allowed);
    URI base = URI.create(uri.getScheme() + "://" + authority);
    int question = afterAuthority.indexOf('?');
    String address = base + (question < 0 ? afterAuthority : afterAuthority.substring(0, question));
    String fingerprint = fingerprint(String.join("\n", target.literals()) + secrets);
    return new HttpTarget(base, authority, address, target, address + "#" + fingerprint);
  }

  /** Scheme, host and port of a URL that has nothing else, such as that of a proxy. */
  static URI origin(String key, String url) {
    URI uri = uri(key, url);
    boolean more =
        uri.getRawUserInfo() != null
            || uri.getRawQuery() != null
            || !(uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
    if (more) {
      throw new BadConfiguration(
          key, "more than scheme, host and port", "such as http://proxy.example.com:3128");
    }
    return URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
  }

  /** What relative URLs in answers are relative to: the folder of the path. */
  URI folder() {
    String path = target.literals().getFirst();
    int query = path.indexOf('?');
    String bare = query < 0 ? path : path.substring(0, query);
    return base.resolve(bare.substring(0, bare.lastIndexOf('/') + 1));
  }

  private static URI uri(String key, String url) {
    // Places are no URL syntax: they are read as words here.
    String words = url.strip().replace("{", "").replace("}", "");
    try {
      URI uri = new URI(words);
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (web && uri.getRawUserInfo() != null) {
        return uri;
      }
      if (web && uri.getHost() != null && url.contains("//" + uri.getRawAuthority())) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Said below.
    }
    throw new BadConfiguration(key, shown(url), ALLOWED);
  }

  /** What may be shown of a URL that is wrong: not its query, not what could be a password. */
  private static String shown(String url) {
    int end = url.indexOf('?');
    String shown = end < 0 ? url : url.substring(0, end) + "?…";
    return "\"" + shown.replaceAll("//[^/]*@", "//…@") + "\"";
  }

  private static String fingerprint(String secrets) {
    return HexFormat.of().formatHex(Sha256.of(secrets), 0, 6);
  }
}
