package dev.tributary.outbound;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a caller calls.
 *
 * @param uri scheme, host and port
 * @param host without the brackets of an IPv6 address
 * @param authority as the {@code Host} header says it
 */
record Endpoint(URI uri, String host, int port, boolean tls, String authority) {
  static Endpoint of(URI uri) {
    @Nullable String scheme = uri.getScheme();
    @Nullable String host = uri.getHost();
    if (host == null || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
      throw new IllegalArgumentException("an endpoint is http or https and has a host");
    }
    boolean tls = "https".equalsIgnoreCase(scheme);
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    String authority = uri.getPort() < 0 ? host : host + ":" + uri.getPort();
    return new Endpoint(uri, bare.toLowerCase(Locale.ROOT), port(uri, tls), tls, authority);
  }

  /** Whether a URI leads to this very endpoint. */
  boolean holds(URI other) {
    if (other.getHost() == null
        || !("http".equalsIgnoreCase(other.getScheme())
            || "https".equalsIgnoreCase(other.getScheme()))) {
      return false;
    }
    Endpoint that = of(other);
    return host.equals(that.host) && port == that.port && tls == that.tls;
  }

  /** Whether the host is an address already, so that no name is resolved. */
  boolean isLiteral() {
    return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
  }

  RequestOptions request(String method, String pathAndQuery) {
    return new RequestOptions()
        .setHost(host)
        .setPort(port)
        .setSsl(tls)
        .setMethod(HttpMethod.valueOf(method))
        .setURI(pathAndQuery);
  }

  private static int port(URI uri, boolean tls) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return tls ? 443 : 80;
  }
}
