package dev.tributary.postgres;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Leaves out what the client library counts of itself: its meters have half a name, and each
 * connection would register them anew. How a database answers is told by its source's metrics.
 */
final class ClientMeters {
  private ClientMeters() {}

  @Produces
  @Singleton
  static MeterFilter none() {
    return MeterFilter.deny(meter -> "sql".equals(meter.getTag("clientType")));
  }
}
