package dev.tributary.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.outbound.HttpCallException.Reason;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What a call makes of servers that are large, broken, slow or absent. */
class BadAnswersTest extends CallerFixture {
  @Test
  void answer_without_a_body_has_an_empty_one() {
    api.behave(r -> r.response().setStatusCode(204).end());
    assertThat(await(call(caller)).body().length()).isZero();
  }

  @Test
  void slow_drip_is_cut_at_the_deadline() throws Exception {
    api.behave(
        r -> {
          HttpServerResponse response = r.response().setChunked(true);
          long timer = api.vertx().setPeriodic(20, _ -> response.write(" "));
          response.closeHandler(_ -> api.vertx().cancelTimer(timer));
        });
    assertFails(
        caller.call(get(), Deadline.after(Duration.ofMillis(200))), Reason.TIMEOUT, "in time");
    eventually(() -> api.openConnections() == 0);
  }

  @Test
  void declared_body_over_the_cap_is_refused_unread() throws Exception {
    api.behave(r -> r.response().putHeader("Content-Length", "52428800").write("["));
    assertFails(call(caller), Reason.TOO_LARGE, "1048576 bytes");
    eventually(() -> api.openConnections() == 0);
  }

  @Test
  void streamed_body_is_cut_at_the_cap() throws Exception {
    AtomicInteger written = new AtomicInteger();
    Buffer megabyte = Buffer.buffer(new byte[1024 * 1024]);
    api.behave(r -> stream(r.response().setChunked(true), megabyte, written));
    assertFails(call(caller), Reason.TOO_LARGE, "1048576 bytes");
    eventually(() -> api.openConnections() == 0);
    assertThat(written.get()).isLessThan(50);
  }

  private static void stream(HttpServerResponse response, Buffer piece, AtomicInteger written) {
    if (written.incrementAndGet() <= 50) {
      response.write(piece).onSuccess(_ -> stream(response, piece, written));
    } else {
      response.end();
    }
  }

  @Test
  void body_of_several_chunks_is_put_together() {
    String body = "x".repeat(700_000) + "é";
    api.answer(200, "text/plain", Buffer.buffer(body));
    assertThat(await(call(caller)).body().toString()).isEqualTo(body);
  }

  @Test
  void gzip_is_unpacked() throws Exception {
    gzipped("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    assertThat(await(call(caller)).body().toString()).isEqualTo("{\"a\":1}");
    assertThat(api.lastSeen().headers().get("Accept-Encoding")).contains("gzip");
  }

  @Test
  void gzip_bomb_stops_at_the_cap() throws Exception {
    gzipped(new byte[200 * 1024 * 1024]);
    assertFails(call(caller), Reason.TOO_LARGE, "1048576 bytes");
    eventually(() -> api.openConnections() == 0);
  }

  @Test
  void broken_gzip_is_no_http() {
    api.behave(r -> r.response().putHeader("Content-Encoding", "gzip").end("[1,2,3,4,5,6,7]"));
    assertFails(call(caller), Reason.PROTOCOL, "not HTTP");
  }

  private void gzipped(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    Buffer body = Buffer.buffer(packed.toByteArray());
    api.behave(r -> r.response().putHeader("Content-Encoding", "gzip").end(body));
  }

  @Test
  void link_local_and_metadata_addresses_are_refused_without_a_connection() {
    for (String host : List.of("169.254.169.254", "[fe80::1]", "[fd00:ec2::254]")) {
      HttpCaller metadata = callers.caller(URI.create("http://" + host), SETTINGS);
      assertFails(call(metadata), Reason.REFUSED, "metadata address");
    }
  }

  @Test
  void reset_in_the_middle_is_unreachable() {
    api.behave(
        r -> {
          r.response().putHeader("Content-Length", "100").write("[1,2");
          r.connection().close();
        });
    assertFails(call(caller), Reason.UNREACHABLE, "before its answer was whole");
  }

  @Test
  void connection_closed_before_an_answer_is_unreachable_and_tried_once() {
    api.behave(r -> r.connection().close());
    assertFails(call(caller), Reason.UNREACHABLE, "before its answer was whole");
    assertThat(api.seen()).hasSize(1);
  }

  @Test
  void connection_that_is_refused_is_unreachable() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    HttpCaller closed = callers.caller(URI.create("http://127.0.0.1:" + port), SETTINGS);
    assertFails(call(closed), Reason.UNREACHABLE, "refused the connection");
  }

  @Test
  void host_without_an_address_is_unreachable() {
    HttpCaller nowhere = callers.caller(URI.create("http://no-such-host.invalid"), SETTINGS);
    assertFails(call(nowhere), Reason.UNREACHABLE, "no-such-host.invalid");
  }

  @Test
  void tls_to_a_plain_port_is_unreachable() {
    URI tls = URI.create("https://127.0.0.1:" + api.uri().getPort());
    assertFails(call(callers.caller(tls, SETTINGS)), Reason.UNREACHABLE, "TLS");
  }

  @Test
  void what_is_not_http_is_a_protocol_failure() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> greetAsSsh(server));
      URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort());
      assertFails(call(callers.caller(uri, SETTINGS)), Reason.PROTOCOL, "not HTTP");
    }
  }

  private static void greetAsSsh(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write("SSH-2.0-Stub\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      while (socket.getInputStream().read() >= 0) {
        // Until the client hangs up.
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  @Test
  void message_and_to_string_hold_no_query_and_no_header() {
    api.behave(r -> r.connection().close());
    HttpRequest secret = HttpRequest.get("/?key=s3cr3t", Map.of("Authorization", "s3cr3t"));
    assertThatThrownBy(() -> await(caller.call(secret, soon()))).hasMessageNotContaining("s3cr3t");
    assertThat(caller.toString()).contains("127.0.0.1").doesNotContain("s3cr3t");
    assertThat(secret.toString()).doesNotContain("s3cr3t");
  }
}
