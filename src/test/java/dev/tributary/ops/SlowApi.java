package dev.tributary.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A JSON API on loopback that keeps every caller waiting: until it is told to answer, or a while.
 */
final class SlowApi implements AutoCloseable {
  private static final byte[] ANSWER =
      "{\"results\":[{\"id\":\"1\",\"text\":\"Late, and still in time.\"}]}"
          .getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answering = new CountDownLatch(1);
  private final Duration atMost;

  SlowApi() throws IOException {
    this(Duration.ofSeconds(60));
  }

  /** Answers after that time, told or not. */
  SlowApi(Duration atMost) throws IOException {
    this.atMost = atMost;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Waits until somebody has asked. */
  boolean isAsked() throws InterruptedException {
    return asked.await(30, TimeUnit.SECONDS);
  }

  /** Lets all answers go. */
  void answer() {
    answering.countDown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    asked.countDown();
    try (exchange) {
      var _ = answering.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, ANSWER.length);
      exchange.getResponseBody().write(ANSWER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    answer();
    server.stop(0);
    workers.shutdownNow();
  }
}
