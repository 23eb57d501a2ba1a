package dev.tributary.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Deadline;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.pgclient.SslMode;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What no real server does: fakes that answer anything but PostgreSQL's protocol. */
@Timeout(60)
class FakeWireTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Clients clients = new Clients();
  private ServerSocket listening;

  @BeforeEach
  void listen() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    clients.close();
    listening.close();
  }

  @Test
  void message_of_no_known_type_is_a_wrong_protocol() {
    answering(new byte[] {'?', 0, 0, 0, 4});
    assertThat(failure(SslMode.DISABLE).kind()).isEqualTo(ErrorKind.PROTOCOL);
  }

  @Test
  void broken_message_is_a_wrong_protocol() {
    // Says it asks for a password, and not of what sort.
    answering(new byte[] {'R', 0, 0, 0, 5, 1});
    assertThat(failure(SslMode.DISABLE).kind()).isEqualTo(ErrorKind.PROTOCOL);
  }

  @Test
  void garbage_of_a_server_that_stays_is_told_at_once() {
    List<Socket> open = new CopyOnWriteArrayList<>();
    Thread.ofVirtual()
        .start(
            () ->
                accept(
                    socket -> {
                      open.add(socket);
                      socket.getOutputStream().write(new byte[] {'?', 0, 0, 0, 4});
                    }));
    assertThat(failure(SslMode.DISABLE).kind()).isEqualTo(ErrorKind.PROTOCOL);
  }

  @Test
  void connection_that_closes_at_once_is_unavailable() {
    answering(new byte[0]);
    SourceException failure = failure(SslMode.DISABLE);
    assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(failure).hasMessageContaining("closed the connection");
  }

  @Test
  void web_server_in_its_place_is_unavailable() {
    answering("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(failure(SslMode.DISABLE).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
  }

  @Test
  void tls_to_a_plain_port_is_told() {
    // What PostgreSQL answers when it has no TLS.
    answering(new byte[] {'N'});
    SourceException failure = failure(SslMode.REQUIRE);
    assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(failure).hasMessageContaining("SSL");
  }

  @Test
  void who_leaves_a_silent_server_leaves_nothing_running() {
    Thread.ofVirtual().start(() -> accept(_ -> {}));
    var call = subscribed(SslMode.DISABLE);
    call.assertNotTerminated();
    call.cancel();
    call.assertNotTerminated();
  }

  @Test
  void port_that_nobody_listens_on_is_unavailable() throws IOException {
    listening.close();
    assertThat(failure(SslMode.DISABLE).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
  }

  /** PgBouncer turns away whoever names a setting that it does not keep track of. */
  @Test
  void begins_with_no_setting_that_a_pooler_refuses() {
    CompletableFuture<String> begun = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () ->
                accept(
                    socket -> {
                      DataInputStream in = new DataInputStream(socket.getInputStream());
                      byte[] message = in.readNBytes(in.readInt() - Integer.BYTES);
                      begun.complete(new String(message, StandardCharsets.UTF_8));
                      socket.close();
                    }));
    failure(SslMode.DISABLE);
    // Behind the version of the protocol.
    String[] words = begun.join().substring(Integer.BYTES).split("\u0000", -1);
    List<String> names = new ArrayList<>();
    for (int i = 0; !words[i].isEmpty(); i += 2) {
      names.add(words[i]);
    }
    assertThat(names)
        .containsExactlyInAnyOrder(
            "user", "database", "application_name", "client_encoding", "DateStyle");
  }

  private interface Answer {
    void to(Socket socket) throws IOException;
  }

  private void answering(byte[] bytes) {
    Thread.ofVirtual()
        .start(
            () ->
                accept(
                    socket -> {
                      InputStream in = socket.getInputStream();
                      assertThat(in.read(new byte[1024])).isPositive();
                      OutputStream out = socket.getOutputStream();
                      out.write(bytes);
                      out.flush();
                      socket.close();
                    }));
  }

  private void accept(Answer answer) {
    while (!listening.isClosed()) {
      try {
        answer.to(listening.accept());
      } catch (IOException _) {
        // The test is over, or the client has gone.
      }
    }
  }

  private SourceException failure(SslMode mode) {
    return (SourceException) subscribed(mode).awaitFailure(LONG).getFailure();
  }

  private UniAssertSubscriber<?> subscribed(SslMode mode) {
    PostgresAddress address =
        new PostgresAddress(
            "127.0.0.1", listening.getLocalPort(), "db", "user", Optional.of("s3cr3t"), mode, null);
    return clients
        .of(address, 4)
        .run(Script.reading(List.of(), List.of(Statement.of("SELECT 1"))), Deadline.after(LONG))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }
}
