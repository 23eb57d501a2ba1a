package dev.tributary.outbound;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the HTTP client of one endpoint; a CDI bean, which closes them all when the server stops.
 */
public interface HttpCallers {
  /** The largest body of an answer where nothing else is said. */
  int DEFAULT_MAX_BODY = 4 * 1024 * 1024;

  /**
   * A caller for one endpoint. Does no I/O.
   *
   * @param endpoint scheme, host and port
   * @param settings of its connections
   */
  HttpCaller caller(URI endpoint, Settings settings);

  /**
   * How an endpoint is connected to.
   *
   * @param connections the most that may be open from each event loop; more than the permits of its
   *     user
   * @param connectTimeout for TCP and TLS
   * @param maxBody in bytes, after decompression
   * @param proxy scheme, host and port of an HTTP proxy to go through; null for none
   */
  record Settings(int connections, Duration connectTimeout, int maxBody, @Nullable URI proxy) {
    public Settings(int connections, Duration connectTimeout, int maxBody) {
      this(connections, connectTimeout, maxBody, null);
    }

    /** Connections for so many permits: room for those that are being closed after a cancel. */
    public static Settings forPermits(int permits) {
      return new Settings(permits * 2, Duration.ofMillis(500), DEFAULT_MAX_BODY);
    }
  }
}
