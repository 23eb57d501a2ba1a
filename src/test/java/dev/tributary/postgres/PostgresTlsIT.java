package dev.tributary.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.vertx.pgclient.SslMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each `sslmode` proves, against a server that takes encrypted connections alone. */
class PostgresTlsIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String STORE = "s3cr3t-store";

  @TempDir static Path folder;

  private static PostgresServer server;
  private static Path certificate;
  private static Path stranger;
  private static Clients clients;

  @BeforeAll
  static void start() throws Exception {
    certificate = certificate("server", "dns:localhost");
    stranger = certificate("stranger", "dns:localhost");
    server =
        PostgresServer.ofOneTest(
            List.of(certificate, folder.resolve("server.key")),
            "ssl = on",
            "ssl_cert_file = 'server.crt'",
            "ssl_key_file = 'server.key'");
    clients = new Clients();
  }

  @AfterAll
  static void stop() throws Exception {
    if (clients != null) {
      clients.close();
      server.close();
    }
  }

  @Test
  void required_encryption_is_there() {
    assertThat(isEncrypted("127.0.0.1", SslMode.REQUIRE, null)).isEqualTo("t");
    assertThat(isEncrypted("127.0.0.1", SslMode.DISABLE, null)).isEqualTo("f");
  }

  @Test
  void known_certificate_is_taken_and_another_is_not() {
    assertThat(isEncrypted("127.0.0.1", SslMode.VERIFY_CA, certificate)).isEqualTo("t");
    assertRefused("127.0.0.1", SslMode.VERIFY_CA, stranger);
    assertRefused("127.0.0.1", SslMode.VERIFY_CA, null);
  }

  @Test
  void name_in_the_certificate_has_to_be_the_hosts() {
    assertThat(isEncrypted("localhost", SslMode.VERIFY_FULL, certificate)).isEqualTo("t");
    assertRefused("127.0.0.1", SslMode.VERIFY_FULL, certificate);
  }

  @Test
  void statement_on_an_encrypted_connection_is_cancelled_too() {
    var call =
        client("127.0.0.1", SslMode.REQUIRE, null)
            .run(reading("SELECT pg_sleep(30)"), Deadline.after(LONG))
            .subscribe()
            .with(_ -> {});
    eventually("1");
    call.cancel();
    eventually("0");
  }

  private static void eventually(String sleeping) {
    String sql = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
    long end = System.nanoTime() + LONG.toNanos();
    while (!server.sql(sql).equals(sleeping)) {
      assertThat(System.nanoTime()).as("%s asleep", sleeping).isLessThan(end);
    }
  }

  private static void assertRefused(String host, SslMode mode, @Nullable Path roots) {
    assertThatThrownBy(() -> isEncrypted(host, mode, roots))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
  }

  private static String isEncrypted(String host, SslMode mode, @Nullable Path roots) {
    return client(host, mode, roots)
        .run(
            reading("SELECT left(ssl::text, 1) FROM pg_stat_ssl WHERE pid = pg_backend_pid()"),
            Deadline.after(LONG))
        .await()
        .atMost(LONG)
        .getFirst()
        .iterator()
        .next()
        .getString(0);
  }

  private static PostgresClient client(String host, SslMode mode, @Nullable Path roots) {
    PostgresAddress address = server.address();
    return clients.of(
        new PostgresAddress(
            host,
            address.port(),
            address.database(),
            address.user(),
            Optional.of(PostgresServer.PASSWORD),
            mode,
            roots),
        4);
  }

  private static Script reading(String sql) {
    return Script.reading(List.of(), List.of(Statement.of(sql)));
  }

  /** Of its own making, by the JDK's tool: as PEM, with its key beside it. */
  private static Path certificate(String name, String subject) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Commands.run(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=" + subject,
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        STORE);
    KeyStore keys = KeyStore.getInstance(store.toFile(), STORE.toCharArray());
    pem(
        folder.resolve(name + ".key"),
        "PRIVATE KEY",
        keys.getKey(name, STORE.toCharArray()).getEncoded());
    return pem(
        folder.resolve(name + ".crt"), "CERTIFICATE", keys.getCertificate(name).getEncoded());
  }

  private static Path pem(Path file, String kind, byte[] content) throws Exception {
    return Files.writeString(
        file,
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(content)));
  }
}
