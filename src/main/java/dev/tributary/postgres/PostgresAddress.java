package dev.tributary.postgres;

import dev.tributary.guard.BadConfiguration;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database and who asks it.
 *
 * @param rootCertificates a PEM file; null: those that Java trusts
 */
public record PostgresAddress(
    String host,
    int port,
    String database,
    String user,
    Optional<String> password,
    SslMode sslMode,
    @Nullable Path rootCertificates) {
  private static final int PORT = 5432;
  private static final String USER = "postgres";
  private static final String ALLOWED =
      "a URL such as postgresql://db.example.com:5432/database, without _ in its host";

  /**
   * Reads a source's configuration; does no I/O.
   *
   * @param prefix of its keys, such as {@code tributary.source.sql."tickets"}
   * @throws BadConfiguration when a value is wrong in itself
   */
  public static PostgresAddress of(String prefix, PostgresConfig config) {
    String key = prefix + ".url";
    URI uri =
        uri(key, config.url().orElseThrow(() -> new BadConfiguration(key, "missing", ALLOWED)));
    String path = uri.getPath() == null ? "" : uri.getPath();
    if (path.length() < 2 || path.indexOf('/', 1) >= 0) {
      throw new BadConfiguration(key, "the path \"" + path + "\"", "one database: " + ALLOWED);
    }
    SslMode sslMode = SslMode.DISABLE;
    @Nullable Path rootCertificates = null;
    String query = uri.getRawQuery();
    for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = decoded(key, equals < 0 ? "" : parameter.substring(equals + 1));
      switch (name) {
        case "sslmode" -> sslMode = sslMode(key, value);
        case "sslrootcert" -> rootCertificates = path(key, value);
        default ->
            throw new BadConfiguration(
                key, "the parameter \"" + name + "\"", "sslmode and sslrootcert");
      }
    }
    return new PostgresAddress(
        uri.getHost(),
        uri.getPort() < 0 ? PORT : uri.getPort(),
        path.substring(1),
        config.user().orElse(USER),
        config.password(),
        sslMode,
        rootCertificates);
  }

  /** Host and port, for messages. */
  public String server() {
    return host + ":" + port;
  }

  /** The address, with a fingerprint of the credential. */
  public String endpointKey() {
    return "%s/%s#%s".formatted(server(), database, fingerprint(user + "\n" + password.orElse("")));
  }

  /** Names no password. */
  @Override
  public String toString() {
    return "postgresql://" + server() + "/" + database;
  }

  private static URI uri(String key, String url) {
    try {
      URI uri = new URI(url.strip());
      boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
      if (uri.getRawUserInfo() != null) {
        throw new BadConfiguration(
            key, "a user or password in the URL", "the keys user and password beside it");
      }
      if (known && uri.getHost() != null && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Said below.
    }
    throw new BadConfiguration(key, shown(url), ALLOWED);
  }

  /** What may be shown of a URL that is wrong: not what could be a password. */
  private static String shown(String url) {
    return "\"" + url.replaceAll("//.*@", "//…@").replaceAll("\\?.*", "?…") + "\"";
  }

  private static SslMode sslMode(String key, String value) {
    return switch (value) {
      case "disable" -> SslMode.DISABLE;
      case "require" -> SslMode.REQUIRE;
      case "verify-ca" -> SslMode.VERIFY_CA;
      case "verify-full" -> SslMode.VERIFY_FULL;
      default ->
          throw new BadConfiguration(
              key, "sslmode=" + value, "disable, require, verify-ca, verify-full");
    };
  }

  private static Path path(String key, String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException _) {
      throw new BadConfiguration(key, "sslrootcert=" + value, "a file of this machine");
    }
  }

  private static String decoded(String key, String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new BadConfiguration(key, "\"" + value + "\"", "percent-encoded values");
    }
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
