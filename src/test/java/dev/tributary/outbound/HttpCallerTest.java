package dev.tributary.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.Deadline;
import dev.tributary.outbound.HttpCallException.Reason;
import dev.tributary.source.http.StubApi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Vertx;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpCallerTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final HttpCallers.Settings SETTINGS =
      new HttpCallers.Settings(64, Duration.ofSeconds(2), 1024 * 1024);

  private final StubApi api = StubApi.start();
  private final VertxHttpCallers callers = new VertxHttpCallers(VERTX, List.of());
  private final HttpCaller caller = callers.caller(api.uri(), SETTINGS);

  @AfterEach
  void stop() {
    callers.close();
    api.close();
  }

  @AfterAll
  static void stopVertx() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void nothing_is_sent_before_subscription() throws Exception {
    api.answer("{}");
    Uni<HttpAnswer> call = call(caller);
    assertThat(api.connections()).isZero();
    assertThat(await(call).body().toString()).isEqualTo("{}");
    assertThat(await(call).status()).isEqualTo(200);
    assertThat(api.seen()).hasSize(2);
  }

  @Test
  void request_arrives_as_it_was_made() {
    api.answer("{}");
    await(
        caller.call(
            new HttpRequest(
                "POST", "/a%20b?q=%C3%A9", Map.of("X-Key", "k"), Buffer.buffer("{\"a\":1}")),
            soon()));
    StubApi.Seen seen = api.lastSeen();
    assertThat(seen.method()).isEqualTo("POST");
    assertThat(seen.uri()).isEqualTo("/a%20b?q=%C3%A9");
    assertThat(seen.body()).isEqualTo("{\"a\":1}");
    assertThat(seen.headers().get("X-Key")).isEqualTo("k");
    assertThat(seen.headers().get("Host")).isEqualTo("127.0.0.1:" + api.uri().getPort());
  }

  @Test
  void any_status_is_an_answer() {
    api.answer(503, "text/plain", Buffer.buffer("later"));
    HttpAnswer answer = await(call(caller));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers().get("content-type")).isEqualTo("text/plain");
  }

  @Test
  void answer_without_a_body_has_an_empty_one() {
    api.behave(r -> r.response().setStatusCode(204).end());
    assertThat(await(call(caller)).body().length()).isZero();
  }

  @Test
  void connection_is_kept_and_used_again() {
    api.answer("{}");
    for (int i = 0; i < 20; i++) {
      await(call(caller));
    }
    assertThat(api.connections()).isEqualTo(1);
  }

  @Test
  void answer_comes_back_on_the_event_loop_that_asked() throws Exception {
    api.answer("{}");
    for (int i = 0; i < 8; i++) {
      var threads = new CompletableFuture<List<Thread>>();
      VERTX.runOnContext(
          _ -> {
            Thread asking = Thread.currentThread();
            call(caller)
                .subscribe()
                .with(
                    _ -> threads.complete(List.of(asking, Thread.currentThread())),
                    threads::completeExceptionally);
          });
      List<Thread> both = threads.get(10, TimeUnit.SECONDS);
      assertThat(both.get(1)).isSameAs(both.get(0));
    }
  }

  @Test
  void cancel_reaches_the_wire() throws Exception {
    var call = subscribe(caller);
    eventually(() -> api.openCalls() == 1);
    call.cancel();
    eventually(() -> api.openCalls() == 0 && api.openConnections() == 0);
    call.assertNotTerminated();
  }

  @Test
  void cancel_in_the_middle_of_a_body_reaches_the_wire() throws Exception {
    var sent = new CompletableFuture<Void>();
    api.behave(
        r -> {
          r.response().setChunked(true).write("[1,").onComplete(_ -> sent.complete(null));
        });
    var call = subscribe(caller);
    sent.get(10, TimeUnit.SECONDS);
    call.cancel();
    eventually(() -> api.openConnections() == 0);
    call.assertNotTerminated();
  }

  @Test
  void call_that_is_cancelled_at_once_is_never_sent() throws Exception {
    api.answer("{}");
    for (int i = 0; i < 50; i++) {
      var call = subscribe(caller);
      call.cancel();
      call.assertNotTerminated();
    }
    await(call(caller));
    eventually(() -> api.openCalls() == 0);
    // Some may have been on the wire before the cancel; none comes after it.
    int before = api.seen().size();
    await(call(caller));
    assertThat(api.seen()).hasSize(before + 1);
  }

  @Test
  void thousand_cancelled_calls_leave_no_open_connection() throws Exception {
    for (int round = 0; round < 20; round++) {
      List<UniAssertSubscriber<HttpAnswer>> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        calls.add(subscribe(caller));
      }
      eventually(() -> api.openCalls() == 50);
      calls.forEach(UniAssertSubscriber::cancel);
      eventually(() -> api.openCalls() == 0);
    }
    eventually(() -> api.openConnections() == 0);
    api.answer("{}");
    await(call(caller));
  }

  @Test
  void nothing_queues_when_all_connections_are_in_use() throws Exception {
    HttpCaller small =
        callers.caller(api.uri(), new HttpCallers.Settings(1, Duration.ofSeconds(2), 1024));
    var first = subscribe(small);
    eventually(() -> api.openCalls() == 1);
    assertFails(call(small), Reason.UNREACHABLE, "all are in use");
    first.cancel();
    api.answer("{}");
    await(call(small));
  }

  @Test
  void deadline_ends_a_call_and_its_connection() throws Exception {
    assertFails(
        caller.call(get(), Deadline.after(Duration.ofMillis(50))), Reason.TIMEOUT, "in time");
    eventually(() -> api.openConnections() == 0);
  }

  @Test
  void deadline_that_has_passed_sends_nothing() {
    assertFails(caller.call(get(), Deadline.after(Duration.ZERO)), Reason.TIMEOUT, "in time");
    assertThat(api.connections()).isZero();
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
  void redirect_on_the_same_host_is_followed() {
    api.behave(
        r -> {
          if (r.path().equals("/")) {
            r.response().setStatusCode(302).putHeader("Location", "/there?q=a%20b").end("moved");
          } else {
            r.response().end(r.uri());
          }
        });
    assertThat(await(call(caller)).body().toString()).isEqualTo("/there?q=a%20b");
    assertThat(api.connections()).isEqualTo(1);
  }

  @Test
  void redirect_to_another_host_is_refused() {
    try (StubApi other = StubApi.start()) {
      redirectTo(other.uri() + "/");
      assertFails(call(caller), Reason.REFUSED, "another host");
      assertThat(other.connections()).isZero();
    }
  }

  @Test
  void redirect_to_a_metadata_address_is_refused() {
    redirectTo("http://169.254.169.254/latest/meta-data/");
    assertFails(call(caller), Reason.REFUSED, "another host");
  }

  @Test
  void redirect_in_circles_ends() {
    redirectTo("/");
    assertFails(call(caller), Reason.PROTOCOL, "circles");
    assertThat(api.seen()).hasSize(4);
  }

  @Test
  void redirect_to_nonsense_is_no_protocol() {
    redirectTo("http://[oops");
    assertFails(call(caller), Reason.PROTOCOL, "not a URL");
  }

  @Test
  void post_is_redirected_only_where_it_stays_a_post() {
    api.behave(
        r -> {
          int status = r.path().equals("/308") ? 308 : 302;
          if (r.path().equals("/there")) {
            r.response().end(r.method().name());
          } else {
            r.response().setStatusCode(status).putHeader("Location", "/there").end();
          }
        });
    HttpRequest kept = new HttpRequest("POST", "/308", Map.of(), Buffer.buffer("{}"));
    assertThat(await(caller.call(kept, soon())).body().toString()).isEqualTo("POST");
    assertThat(api.lastSeen().body()).isEqualTo("{}");
    HttpRequest changed = new HttpRequest("POST", "/302", Map.of(), Buffer.buffer("{}"));
    assertFails(caller.call(changed, soon()), Reason.REFUSED, "redirects a POST");
  }

  private void redirectTo(String location) {
    api.behave(r -> r.response().setStatusCode(302).putHeader("Location", location).end());
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
  void get_on_a_kept_connection_that_proves_stale_is_sent_once_more() {
    api.answer("{}");
    await(call(caller));
    closeOnceThenAnswer();
    assertThat(await(call(caller)).body().toString()).isEqualTo("second");
    assertThat(api.connections()).isEqualTo(2);
  }

  @Test
  void post_on_a_kept_connection_that_proves_stale_is_not_sent_again() {
    api.answer("{}");
    await(call(caller));
    closeOnceThenAnswer();
    HttpRequest post = new HttpRequest("POST", "/", Map.of(), Buffer.buffer("{}"));
    assertFails(caller.call(post, soon()), Reason.UNREACHABLE, "before its answer was whole");
  }

  private void closeOnceThenAnswer() {
    AtomicInteger calls = new AtomicInteger();
    api.behave(
        r -> {
          if (calls.incrementAndGet() == 1) {
            r.connection().close();
          } else {
            r.response().end("second");
          }
        });
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

  private static HttpRequest get() {
    return HttpRequest.get("/", Map.of());
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }

  private static Uni<HttpAnswer> call(HttpCaller caller) {
    return caller.call(get(), soon());
  }

  private static UniAssertSubscriber<HttpAnswer> subscribe(HttpCaller caller) {
    return call(caller).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private static HttpAnswer await(Uni<HttpAnswer> call) {
    return call.await().atMost(Duration.ofSeconds(30));
  }

  private static void assertFails(Uni<HttpAnswer> call, Reason reason, String message) {
    assertThatThrownBy(() -> await(call))
        .isInstanceOfSatisfying(
            HttpCallException.class,
            e -> {
              assertThat(e).hasMessageContaining(message);
              assertThat(e.reason()).isEqualTo(reason);
            });
  }

  private static void eventually(BooleanSupplier holds) {
    for (int i = 0; i < 1_000 && !holds.getAsBoolean(); i++) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(holds.getAsBoolean()).as("within ten seconds").isTrue();
  }
}
