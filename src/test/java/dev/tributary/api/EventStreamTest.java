package dev.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void events_come_in_order_and_the_last_one_ends_the_stream() throws Exception {
    NetSocket client =
        connect(
            request -> {
              EventStream events = stream(request, Duration.ofMinutes(1));
              events.event("source", Map.of("name", "a"));
              events.snapshot(() -> Map.of("seq", 1));
              events.end("done", Map.of("id", "r")).subscribe().with(_ -> {});
            });
    client.resume();
    assertThat(all())
        .contains("content-type: text/event-stream")
        .containsSubsequence(
            "event: source\ndata: {\"name\":\"a\"}\n\n",
            "event: snapshot\ndata: {\"seq\":1}\n\n",
            "event: done\ndata: {\"id\":\"r\"}\n\n");
  }

  @Test
  void silence_is_filled_with_comments() throws Exception {
    NetSocket client = connect(request -> stream(request, Duration.ofMillis(10)));
    client.resume();
    StringBuilder text = new StringBuilder();
    while (text.indexOf(":\n\n") < 0) {
      text.append(next());
    }
    assertThat(text).doesNotContain("event:");
  }

  @Test
  void failure_before_the_first_event_is_left_to_a_status() throws Exception {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    connect(
        request ->
            stream(request, Duration.ofMinutes(1))
                .fail(new IllegalStateException("early"), "/retrieve/stream")
                .subscribe()
                .with(_ -> {}, failure::complete));
    assertThat(failure.get(10, TimeUnit.SECONDS)).hasMessage("early");
  }

  @Test
  void failure_after_the_first_event_is_an_event() throws Exception {
    NetSocket client =
        connect(
            request -> {
              EventStream events = stream(request, Duration.ofMinutes(1));
              events.event("source", Map.of());
              events
                  .fail(new Refused(Problem.of(503, "late")), "/retrieve/stream")
                  .subscribe()
                  .with(_ -> {});
            });
    client.resume();
    assertThat(all()).contains("event: error\ndata: {").contains("\"detail\":\"late\"");
  }

  @Test
  void slow_client_gets_the_newest_snapshot_alone() throws Exception {
    AtomicInteger written = new AtomicInteger();
    CompletableFuture<EventStream> opened = new CompletableFuture<>();
    NetSocket client = connect(request -> opened.complete(stream(request, Duration.ofMinutes(1))));
    EventStream events = opened.get(10, TimeUnit.SECONDS);
    String large = "x".repeat(8_000_000);
    for (int i = 1; i <= 100; i++) {
      int seq = i;
      events.snapshot(
          () -> {
            written.incrementAndGet();
            return Map.of("seq", seq, "text", seq == 1 ? large : "");
          });
    }
    CompletableFuture<Void> handedOver = new CompletableFuture<>();
    vertx.runOnContext(_ -> handedOver.complete(null));
    handedOver.get(10, TimeUnit.SECONDS);
    client.resume();
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\"seq\":100") < 0) {
      text.append(next());
    }
    assertThat(written.get()).isLessThan(10);
  }

  private EventStream stream(HttpServerRequest request, Duration heartbeat) {
    return new EventStream(vertx, request.response(), heartbeat);
  }

  /** A paused client's connection to a server that handles its one request so. */
  private NetSocket connect(Consumer<HttpServerRequest> handler) throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(handler::accept)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    NetSocket socket =
        vertx
            .createNetClient()
            .connect(server.actualPort(), "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    socket.pause();
    socket.handler(bytes -> received.add(bytes.toString(StandardCharsets.UTF_8)));
    socket.endHandler(_ -> received.add("<end>"));
    socket.write(
        Buffer.buffer(
            "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
    return socket;
  }

  private String next() throws InterruptedException {
    String text = received.poll(10, TimeUnit.SECONDS);
    assertThat(text).as("nothing came").isNotNull();
    return text;
  }

  private String all() throws InterruptedException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("<end>") < 0) {
      text.append(next());
    }
    return text.toString();
  }
}
