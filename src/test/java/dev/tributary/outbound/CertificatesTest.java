package dev.tributary.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.outbound.HttpCallException.Reason;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Certificates that this JVM trusts, and whether their dates and names count nevertheless. */
@Isolated("the trust store is the JVM's")
class CertificatesTest extends CallerFixture {
  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;
  private String before;

  @BeforeEach
  void trustOnlyOurs() {
    before = System.getProperty(TRUST);
    System.setProperty(TRUST, folder.resolve("trust.p12").toString());
    System.setProperty(TRUST + "Password", PASSWORD);
  }

  @AfterEach
  void trustAsBefore() {
    System.clearProperty(TRUST + "Password");
    if (before == null) {
      System.clearProperty(TRUST);
    } else {
      System.setProperty(TRUST, before);
    }
  }

  @Test
  void good_certificate_is_taken() throws Exception {
    URI server = serverWith("-0d", "2", "ip:127.0.0.1");
    assertThat(await(call(callers.caller(server, SETTINGS))).status()).isEqualTo(200);
  }

  @Test
  void expired_certificate_is_unreachable() throws Exception {
    URI server = serverWith("-10d", "5", "ip:127.0.0.1");
    assertFails(call(callers.caller(server, SETTINGS)), Reason.UNREACHABLE, "TLS");
  }

  @Test
  void certificate_of_another_host_is_unreachable() throws Exception {
    URI server = serverWith("-0d", "2", "dns:other.example.org");
    assertFails(call(callers.caller(server, SETTINGS)), Reason.UNREACHABLE, "TLS");
  }

  private URI serverWith(String from, String days, String host) throws Exception {
    String keys = folder.resolve("keys.p12").toString();
    String authority = folder.resolve("authority.p12").toString();
    String trust = folder.resolve("trust.p12").toString();
    String root = folder.resolve("root.pem").toString();
    String asked = folder.resolve("asked.pem").toString();
    String signed = folder.resolve("signed.pem").toString();
    // Signed by another: what is trusted itself may be as old as it likes.
    keytool("-genkeypair -alias root -keyalg EC -dname CN=root -ext bc:c -keystore " + authority);
    keytool("-exportcert -rfc -alias root -file " + root + " -keystore " + authority);
    keytool("-importcert -noprompt -alias root -file " + root + " -keystore " + trust);
    keytool("-genkeypair -alias server -keyalg EC -dname CN=test -keystore " + keys);
    keytool("-certreq -alias server -file " + asked + " -keystore " + keys);
    keytool(
        "-gencert -rfc -alias root -startdate %s -validity %s -ext san=%s -infile %s -outfile %s"
                .formatted(from, days, host, asked, signed)
            + " -keystore "
            + authority);
    keytool("-importcert -noprompt -alias root -file " + root + " -keystore " + keys);
    keytool("-importcert -noprompt -alias server -file " + signed + " -keystore " + keys);
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setKeyCertOptions(
                        new PfxOptions().setPath(keys).setAlias("server").setPassword(PASSWORD)))
            .exceptionHandler(_ -> {})
            .requestHandler(r -> r.response().end());
    server
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
    return URI.create("https://127.0.0.1:" + server.actualPort());
  }

  private void keytool(String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ", -1)));
    command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
    Path log = folder.resolve("keytool.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
