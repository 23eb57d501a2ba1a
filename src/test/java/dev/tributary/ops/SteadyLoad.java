package dev.tributary.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers who ask one question after the other until they are told to stop. */
final class SteadyLoad implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final HttpRequest request;
  private volatile boolean over;

  SteadyLoad(String url, int callers) {
    request =
        HttpRequest.newBuilder(URI.create(url + "/retrieve"))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"question\": \"who answers?\"}"))
            .build();
    for (int i = 0; i < callers; i++) {
      this.callers.execute(this::call);
    }
  }

  private void call() {
    while (!over) {
      try {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == 200) {
          String source = MAPPER.readTree(answer.body()).at("/passages/0/source").asText();
          answers.computeIfAbsent(source, _ -> new AtomicInteger()).incrementAndGet();
        } else {
          failures.add(answer.statusCode() + " " + answer.body());
        }
      } catch (IOException e) {
        failures.add(e.toString());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** How many answers had their first passage from that source so far. */
  int answersOf(String source) {
    AtomicInteger count = answers.get(source);
    return count == null ? 0 : count.get();
  }

  /** What was not answered by 200. */
  Queue<String> failures() {
    return failures;
  }

  /** Ends when every question that was asked has been answered. */
  void stop() throws InterruptedException {
    over = true;
    callers.shutdown();
    if (!callers.awaitTermination(40, TimeUnit.SECONDS)) {
      failures.add("callers who still wait for an answer");
    }
  }

  @Override
  public void close() {
    over = true;
    callers.shutdownNow();
    client.shutdownNow();
  }
}
