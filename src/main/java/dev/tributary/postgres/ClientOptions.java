package dev.tributary.postgres;

import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The client library's options for a database. */
final class ClientOptions {
  /** For TCP: a host that is gone says so before most waits have passed. */
  private static final int CONNECT_MILLIS = 500;

  /**
   * Longer than any statement may take. It closes what nobody has used, and ends what would hang
   * for ever on a server that is gone.
   */
  private static final int IDLE_SECONDS = 75;

  private static final int CACHED_STATEMENTS = 256;

  /** A filter with many values makes long statements, and hardly ever the same twice. */
  private static final int MAX_CACHED_LENGTH = 8 * 1024;

  private ClientOptions() {}

  static PgConnectOptions of(PostgresAddress address) {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(address.host())
            .setPort(address.port())
            .setDatabase(address.database())
            .setUser(address.user())
            .setPassword(address.password().orElse(""))
            .addProperty("application_name", "tributary")
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheMaxSize(CACHED_STATEMENTS)
            .setPreparedStatementCacheSqlFilter(sql -> sql.length() <= MAX_CACHED_LENGTH)
            .setSslMode(address.sslMode());
    options
        .setConnectTimeout(CONNECT_MILLIS)
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setTcpKeepAlive(true);
    options.setReconnectAttempts(0).setTracingPolicy(TracingPolicy.IGNORE);
    // Nothing is read as text that it would change, and PgBouncer lets in nobody who says it.
    options.getProperties().remove("extra_float_digits");
    boolean verified = isVerified(address.sslMode());
    TrustOptions trusted =
        address.rootCertificates() == null
            ? verified ? trustedByJava() : null
            : new PemTrustOptions().addCertPath(address.rootCertificates().toString());
    options.setTrustAll(trusted == null);
    setTrusted(options, trusted);
    options.setHostnameVerificationAlgorithm(
        address.sslMode() == SslMode.VERIFY_FULL ? "HTTPS" : "");
    return options;
  }

  private static boolean isVerified(SslMode mode) {
    return switch (mode) {
      case VERIFY_CA, VERIFY_FULL -> true;
      case DISABLE, ALLOW, PREFER, REQUIRE -> false;
    };
  }

  private static void setTrusted(PgConnectOptions options, @Nullable TrustOptions trusted) {
    if (trusted != null) {
      options.setTrustOptions(trusted);
    }
  }

  private static TrustOptions trustedByJava() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return TrustOptions.wrap(factory.getTrustManagers()[0]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform trusts somebody", e);
    }
  }
}
