package dev.tributary.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** JSON APIs on loopback, each of which always does the same; made into sources by their names. */
final class MoodyApis implements AutoCloseable {
  private static final String ANSWER =
      "{\"results\":[{\"id\":\"1\",\"title\":\"Breakers\",\"text\":\"A circuit breaker stops calls"
          + " to what fails.\"},{\"id\":\"2\",\"text\":\"A limiter bounds how many run.\"}]}";
  private static final String JUDGED =
      "{\"results\":[{\"index\":0,\"relevance_score\":0.9},{\"index\":1,\"relevance_score\":0.1}]}";
  private static final Map<String, Integer> STATUS =
      Map.of("good", 200, "down", 500, "refusing", 401, "limited", 429);

  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Queue<String> traceparents = new ConcurrentLinkedQueue<>();
  private final Queue<String> queries = new ConcurrentLinkedQueue<>();

  MoodyApis() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Properties that make a source of each of these: good, late, down, refusing, limited. */
  List<String> sources(String... names) {
    List<String> properties = new ArrayList<>();
    for (String name : names) {
      String source = "tributary.source.http.\"" + name + "\".";
      properties.add(source + "url=" + url(name));
      properties.add(source + "query.\"q\"={question}");
      if (name.equals("late")) {
        properties.add(source + "wait=100ms");
      }
    }
    return properties;
  }

  /** Properties that make a reranker which judges two passages at a time. */
  List<String> reranker() {
    return List.of(
        "tributary.reranker.\"judge\".type=jina",
        "tributary.reranker.\"judge\".model=any",
        "tributary.reranker.\"judge\".url=" + url("judge"),
        "tributary.ranking.rerank=judge");
  }

  private String url(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  /** The headers {@code traceparent} that came. */
  List<String> traceparents() {
    return List.copyOf(traceparents);
  }

  /** Waits until one of them was asked a question. */
  boolean awaitQuestion(String question) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!queries.contains("q=" + question) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return queries.contains("q=" + question);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = exchange.getRequestURI().getPath().substring(1);
      queries.add(String.valueOf(exchange.getRequestURI().getQuery()));
      String traceparent = exchange.getRequestHeaders().getFirst("traceparent");
      if (traceparent != null) {
        traceparents.add(traceparent);
      }
      if (name.equals("late")) {
        end.await(60, TimeUnit.SECONDS);
      }
      byte[] body = (name.endsWith("/rerank") ? JUDGED : ANSWER).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(STATUS.getOrDefault(name, 200), body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    workers.shutdownNow();
  }
}
