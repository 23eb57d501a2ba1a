package dev.tributary.source.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers in trouble, played by a fake: the right kind of error, no leak, and well again. */
@Timeout(60)
class QdrantFaultTest {
  private static final Duration TIME = Duration.ofSeconds(20);
  private static final String KEY = "s3cr3t-do-not-show";

  private final QdrantFixture qdrant = new QdrantFixture();

  @TempDir Path folder;

  @AfterEach
  void close() {
    qdrant.close();
  }

  private QdrantSource over(FakeQdrant fake) {
    QdrantSource source = at(QdrantFixture.target(fake.url(), KEY));
    QdrantSettings shape = QdrantFixture.dense(fake.url(), "wiki", QdrantFixture.store("m"));
    fake.holding(QdrantFixture.shape(shape, 2));
    return source;
  }

  private QdrantSource at(QdrantTarget target) {
    URI anywhere = URI.create("http://localhost:1");
    return qdrant.open(
        QdrantFixture.with(
            QdrantFixture.dense(anywhere, "wiki", QdrantFixture.store("m")), target));
  }

  private static SearchRequest request(Duration time) {
    return new SearchRequest(
        new Question("river"),
        5,
        null,
        Deadline.after(time),
        Uni.createFrom().item(new Vector("m", new float[] {1, 0})),
        false);
  }

  private static SourceException failure(QdrantSource source, Duration time) {
    return failure(source.search(request(time)));
  }

  private static SourceException failure(Uni<?> call) {
    UniAssertSubscriber<Object> subscriber =
        call.onItem().castTo(Object.class).subscribe().withSubscriber(UniAssertSubscriber.create());
    Throwable failure = subscriber.awaitFailure(QdrantFixture.LONG).getFailure();
    assertThat(failure).isInstanceOf(SourceException.class);
    assertThat(failure.getMessage()).isNotBlank().doesNotContain(KEY);
    return (SourceException) failure;
  }

  private static void assertWell(QdrantSource source) {
    assertThat(source.search(request(TIME)).await().atMost(QdrantFixture.LONG)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_ARGUMENT, BAD_REQUEST",
    "FAILED_PRECONDITION, BAD_REQUEST",
    "OUT_OF_RANGE, BAD_REQUEST",
    "NOT_FOUND, BAD_REQUEST",
    "UNAUTHENTICATED, AUTH",
    "PERMISSION_DENIED, AUTH",
    "RESOURCE_EXHAUSTED, RATE_LIMITED",
    "DEADLINE_EXCEEDED, TIMEOUT",
    "UNAVAILABLE, UNAVAILABLE",
    "ABORTED, UNAVAILABLE",
    "CANCELLED, UNAVAILABLE",
    "INTERNAL, UNAVAILABLE",
    "UNKNOWN, UNAVAILABLE",
    "UNIMPLEMENTED, PROTOCOL",
    "DATA_LOSS, PROTOCOL",
  })
  void status_becomes_a_kind_and_its_words_are_told_without_the_key(
      Status.Code code, ErrorKind kind) throws Exception {
    try (FakeQdrant fake = FakeQdrant.start()) {
      QdrantSource source = over(fake);
      fake.behaving(
          (_, answer) ->
              answer.onError(
                  code.toStatus().withDescription("said\nthe server to " + KEY).asException()));
      SourceException failure = failure(source, TIME);
      assertThat(failure.kind()).isEqualTo(kind);
      if (kind != ErrorKind.TIMEOUT && code != Status.Code.NOT_FOUND) {
        assertThat(failure).hasMessageContaining("said the server to …");
      }
    }
  }

  @Test
  void server_says_when_to_come_back() throws Exception {
    try (FakeQdrant fake = FakeQdrant.start()) {
      QdrantSource source = over(fake);
      Metadata trailers = new Metadata();
      trailers.put(Metadata.Key.of("retry-after", Metadata.ASCII_STRING_MARSHALLER), "7");
      fake.behaving((_, answer) -> answer.onError(Status.RESOURCE_EXHAUSTED.asException(trailers)));
      assertThat(failure(source, TIME).retryAfter()).contains(Duration.ofSeconds(7));
    }
  }

  @Test
  void slow_server_is_a_timeout_and_its_call_is_over() throws Exception {
    try (FakeQdrant fake = FakeQdrant.start()) {
      QdrantSource source = over(fake);
      assertWell(source);
      fake.hanging();
      assertThat(failure(source, Duration.ofMillis(200)).kind()).isEqualTo(ErrorKind.TIMEOUT);
      QdrantFixture.eventually(() -> fake.open() == 0);
      assertThat(failure(source, Duration.ZERO).kind()).isEqualTo(ErrorKind.TIMEOUT);
      assertThat(fake.connections()).isEqualTo(1);
    }
  }

  @Test
  void server_killed_in_the_middle_is_unavailable_and_used_again_when_it_is_back()
      throws Exception {
    int port;
    QdrantSource source;
    try (FakeQdrant fake = FakeQdrant.start()) {
      port = fake.port();
      source = over(fake);
      assertWell(source);
      fake.hanging();
      var waiting =
          source.search(request(TIME)).subscribe().withSubscriber(UniAssertSubscriber.create());
      QdrantFixture.eventually(() -> fake.open() == 1);
      fake.close();
      waiting.awaitFailure(QdrantFixture.LONG);
      assertThat(SourceException.of(waiting.getFailure()).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(failure(source, TIME).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    }
    try (FakeQdrant back = FakeQdrant.at(port)) {
      // Not only after the pause that a channel makes by itself, which grows to two minutes.
      QdrantFixture.eventually(
          () ->
              source.search(request(TIME)).onFailure().recoverWithNull().await().atMost(TIME)
                  != null);
      assertThat(back.connections()).isEqualTo(1);
    }
  }

  @Test
  void answer_beyond_the_bound_is_refused_and_the_connection_stays() throws Exception {
    try (FakeQdrant fake = FakeQdrant.start()) {
      QdrantSource source = over(fake);
      String megabyte = "x".repeat(1024 * 1024);
      QueryResponse.Builder answer100 = QueryResponse.newBuilder();
      for (int i = 0; i < 100; i++) {
        answer100.addResult(
            ScoredPoint.newBuilder().putPayload("text", ValueFactory.value(megabyte)));
      }
      fake.behaving(
          (_, answer) -> {
            answer.onNext(answer100.build());
            answer.onCompleted();
          });
      SourceException failure = failure(source, TIME);
      assertThat(failure.kind()).isEqualTo(ErrorKind.PROTOCOL);
      assertThat(failure).hasMessageContaining("max-body");
      fake.behaving(
          (_, answer) -> {
            answer.onNext(QueryResponse.getDefaultInstance());
            answer.onCompleted();
          });
      assertWell(source);
      assertThat(fake.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage\r\n\r\n",
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
        "\u0000\u0000\u0000",
      })
  void what_is_not_grpc_is_named_so(String bytes) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answer(server, bytes));
      QdrantSource source =
          at(new QdrantTarget("127.0.0.1", server.getLocalPort(), false, KEY, null));
      assertThat(failure(source, Duration.ofSeconds(5)).kind())
          .isIn(ErrorKind.UNAVAILABLE, ErrorKind.PROTOCOL);
    }
  }

  private static void answer(ServerSocket server, String bytes) {
    while (!server.isClosed()) {
      try (var socket = server.accept();
          OutputStream out = socket.getOutputStream()) {
        out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        // Reads what was asked, so that closing is no reset.
        socket.setSoTimeout(200);
        socket.getInputStream().read(new byte[4096]);
      } catch (IOException _) {
        // The test is over, or the client has left.
      }
    }
  }

  @Test
  void tls_is_spoken_with_a_certificate_that_is_trusted_and_with_no_other() throws Exception {
    TestCertificate own = TestCertificate.in(folder);
    try (FakeQdrant fake = FakeQdrant.withTls(own.certificate(), own.key())) {
      over(fake);
      int port = fake.port();
      String file = own.certificate().getPath();
      assertWell(at(new QdrantTarget("127.0.0.1", port, true, KEY, file)));
      SourceException untrusted =
          failure(at(new QdrantTarget("127.0.0.1", port, true, KEY, null)), TIME);
      assertThat(untrusted.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
      assertThat(untrusted).hasMessageContaining("TLS");
      SourceException plain =
          failure(at(new QdrantTarget("127.0.0.1", port, false, KEY, null)), TIME);
      assertThat(plain.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
      SourceException missing =
          failure(at(new QdrantTarget("127.0.0.1", port, true, KEY, file + "x")), TIME);
      assertThat(missing).hasMessageContaining("ca-file");
    }
  }

  @Test
  void tls_to_a_plain_port_is_unavailable() throws Exception {
    try (FakeQdrant fake = FakeQdrant.start()) {
      SourceException failure =
          failure(at(new QdrantTarget("127.0.0.1", fake.port(), true, KEY, null)), TIME);
      assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
      assertThat(failure).hasMessageContaining("TLS");
    }
  }

  @Test
  void link_local_address_is_never_connected_to() {
    SourceException failure =
        failure(at(new QdrantTarget("169.254.169.254", 6334, false, KEY, null)), TIME);
    assertThat(failure.kind()).isEqualTo(ErrorKind.PROTOCOL);
    assertThat(failure).hasMessageContaining("169.254.169.254");
  }

  @Test
  void host_without_an_address_is_unavailable() {
    assertThat(
            failure(at(new QdrantTarget("no-such-host.invalid", 1, false, null, null)), TIME)
                .kind())
        .isEqualTo(ErrorKind.UNAVAILABLE);
  }
}
