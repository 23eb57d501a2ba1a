package dev.tributary.access;

import dev.tributary.guard.BadConfiguration;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may do what.
 *
 * <p>A singleton, since only those are made before the server listens: what is wrong with the keys
 * is to stop the start, not the first request.
 */
@Singleton
public class AccessPolicy {
  private static final String HOST = "quarkus.http.host";
  private static final int POLL_SECONDS = 2;
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final boolean anonymous;
  private final @Nullable ApiKeyFile file;
  private final @Nullable ScheduledExecutorService poller;

  /** What is to become of a request. */
  public enum Decision {
    /** It goes on. */
    ALLOWED,
    /** No key, and one is needed. */
    KEY_MISSING,
    /** A key that is nobody's. */
    KEY_UNKNOWN,
    /** Not an admin's key. */
    ADMIN_ONLY
  }

  /**
   * @throws BadConfiguration when the key file cannot be used, or when everybody could reach a
   *     server that asks for no key although nobody said so
   */
  AccessPolicy(AccessConfig config, @ConfigProperty(name = HOST) String host) {
    anonymous = config.anonymous();
    file = config.apiKeysFile().map(ApiKeyFile::new).orElse(null);
    if (file != null && anonymous) {
      throw new BadConfiguration(
          "tributary.anonymous", "true", "false, since " + ApiKeyFile.KEY + " is set");
    }
    if (file == null && !anonymous && !isLoopback(host)) {
      throw new BadConfiguration(
          HOST,
          host,
          "a loopback address, until "
              + ApiKeyFile.KEY
              + " says who may call or tributary.anonymous=true lets everybody in");
    }
    poller = file == null ? null : poll(file);
  }

  /**
   * Decides; never blocks.
   *
   * @param path normalised, without the query
   * @param presentedKey null when the request has none
   */
  public Decision decide(String method, String path, @Nullable String presentedKey) {
    if (path.equals("/q/health") || path.startsWith("/q/health/")) {
      return Decision.ALLOWED;
    }
    boolean admin = needsAdmin(method, path);
    if (file == null) {
      return admin && anonymous ? Decision.ADMIN_ONLY : Decision.ALLOWED;
    }
    if (presentedKey == null) {
      return Decision.KEY_MISSING;
    }
    Optional<ApiKey> key = file.keys().find(presentedKey);
    if (key.isEmpty()) {
      return Decision.KEY_UNKNOWN;
    }
    return admin && !key.get().admin() ? Decision.ADMIN_ONLY : Decision.ALLOWED;
  }

  /**
   * Whose key was presented: what is one caller's alone is kept under this name. Empty where nobody
   * needs a key, and for a key that is nobody's.
   *
   * @param presentedKey null when the request has none
   */
  public String holder(@Nullable String presentedKey) {
    return file == null || presentedKey == null
        ? ""
        : file.keys().find(presentedKey).map(ApiKey::name).orElse("");
  }

  /**
   * Whether a browser's page of an origin may call. To a server that trusts its machine, a page
   * from elsewhere is no part of it, whatever name it makes the server answer to.
   *
   * @param origin as the browser sends it; null from what is no browser
   */
  public boolean mayComeFrom(@Nullable String origin) {
    if (origin == null || file != null || anonymous) {
      return true;
    }
    try {
      String host = new URI(origin).getHost();
      return host != null && isLoopback(host.replaceAll("[\\[\\]]", ""));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Who may call, in words for the start-up report. */
  public String inWords() {
    if (file != null) {
      return "holders of an API key (" + file.keys().keys().size() + " known)";
    }
    return anonymous ? "everybody (anonymous)" : "this machine only (no API keys)";
  }

  /** Whatever acts on a source rather than reading about it, and what keeps all of them busy. */
  private static boolean needsAdmin(String method, String path) {
    return (path.startsWith("/sources") || path.startsWith("/evaluate"))
        && !READING.contains(method);
  }

  /** Whether only this machine reaches an address. A name other than localhost is not looked up. */
  static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static ScheduledExecutorService poll(ApiKeyFile file) {
    ScheduledExecutorService poller =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("api-keys").factory());
    // Errors end up in the log inside refresh: an exception here would end the polling.
    var _ =
        poller.scheduleWithFixedDelay(file::refresh, POLL_SECONDS, POLL_SECONDS, TimeUnit.SECONDS);
    return poller;
  }

  @PreDestroy
  void stop() {
    if (poller != null) {
      poller.shutdownNow();
    }
  }
}
