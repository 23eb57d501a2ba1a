package dev.tributary.source.qdrant;

import dev.tributary.guard.BadConfiguration;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is asked, and as whom.
 *
 * @param host without the brackets of an IPv6 address
 * @param apiKey shown nowhere
 * @param caFile of the certificates to trust; null for those of the platform
 */
record QdrantTarget(
    String host, int port, boolean tls, @Nullable String apiKey, @Nullable String caFile) {
  private static final int GRPC_PORT = 6334;
  private static final String ALLOWED =
      "http:// or https:// with a host without _ and perhaps a port, such as http://localhost:6334";

  /**
   * Reads the keys of one source.
   *
   * @param keys where they stand in the configuration
   */
  static QdrantTarget of(String keys, QdrantConfig.Collection config) {
    URI uri = uri(keys + ".url", config.url().orElse(null));
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    config
        .caFile()
        .filter(_ -> !tls)
        .ifPresent(
            file -> {
              throw new BadConfiguration(keys + ".ca-file", file, "only with a url of https://");
            });
    String host = uri.getHost();
    return new QdrantTarget(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        uri.getPort() < 0 ? GRPC_PORT : uri.getPort(),
        tls,
        config.apiKey().map(key -> apiKey(keys + ".api-key", key)).orElse(null),
        config.caFile().orElse(null));
  }

  /** Host and port, for messages. */
  String authority() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /** Address, and a fingerprint of the key. */
  String endpointKey() {
    String address = (tls ? "https://" : "http://") + authority();
    return apiKey == null ? address : address + "#" + fingerprint(apiKey);
  }

  @Override
  public String toString() {
    return authority();
  }

  private static URI uri(String key, @Nullable String url) {
    if (url == null) {
      throw new BadConfiguration(key, "missing", ALLOWED);
    }
    try {
      URI uri = new URI(url.strip());
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (web && uri.getRawUserInfo() != null) {
        throw new BadConfiguration(key, "a user or password in the URL", "the key api-key");
      }
      if (web && uri.getHost() != null && hasAddressAlone(uri)) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Said below.
    }
    throw new BadConfiguration(key, shown(url), ALLOWED);
  }

  private static boolean hasAddressAlone(URI uri) {
    return uri.getRawPath().length() <= 1
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null;
  }

  /** What may be shown of a URL that is wrong: not its query, not what could be a password. */
  private static String shown(String url) {
    return '"' + url.replaceAll("//[^/]*@", "//…@").replaceAll("[?#].*", "…") + '"';
  }

  private static String apiKey(String key, String value) {
    if (!value.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new BadConfiguration(key, "a key with spaces or other characters", "printable ASCII");
    }
    return value;
  }

  private static String fingerprint(String secret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
