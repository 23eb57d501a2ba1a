package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One question, followed: from the caller's trace through spans, log, metrics, to the source. */
@Timeout(120)
class TraceIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String UNSAMPLED = "5bf92f3577b34da6a3ce929d0e0e4737";

  /** As Prometheus sends it that is told to scrape OpenMetrics alone. */
  private static final String OPENMETRICS =
      "application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1";

  private static final String CALLER = "00f067aa0ba902b7";

  @TempDir private static Path folder;
  private static final BlockingQueue<String> EXPORTED = new LinkedBlockingQueue<>(1_000);
  private static HttpServer collector;
  private static MoodyApis apis;
  private static PackagedServer server;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext("/v1/traces", TraceIT::collect);
    collector.start();
    apis = new MoodyApis();
    List<String> properties = new ArrayList<>(apis.sources("good", "down"));
    properties.add("tributary.ranking.model=none");
    properties.add("tributary.log.questions=true");
    properties.add("tributary.log.json=true");
    properties.add(
        "quarkus.otel.exporter.otlp.endpoint=http://127.0.0.1:" + collector.getAddress().getPort());
    properties.add("quarkus.otel.exporter.otlp.protocol=http/protobuf");
    server = PackagedServer.start(folder, properties.toArray(String[]::new));
    url = server.url();
  }

  @AfterAll
  static void stop() {
    server.close();
    apis.close();
    collector.stop(0);
  }

  private static void collect(HttpExchange exchange) throws IOException {
    try (exchange) {
      // Names and attributes stand in the message as they are.
      EXPORTED.add(
          new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static String get(String path, String... headers)
      throws IOException, InterruptedException {
    return HTTP.send(
            HttpRequest.newBuilder(URI.create(url + path)).headers(headers).build(),
            BodyHandlers.ofString())
        .body();
  }

  private static JsonNode ask(String trace, String flags) throws Exception {
    return JSON.readTree(
        get(
            "/retrieve?question=breaker",
            "traceparent",
            "00-" + trace + "-" + CALLER + "-" + flags));
  }

  /** The log's line of a retrieval, as JSON. */
  private static JsonNode logged(String id) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end) {
      for (String line : server.output().lines().toList()) {
        if (line.startsWith("{") && line.endsWith("}") && line.contains("id=" + id)) {
          return JSON.readTree(line);
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("no line of " + id + ":\n" + server.output());
  }

  @Test
  void trace_of_the_caller_is_in_answer_log_metrics_spans_and_at_the_source() throws Exception {
    JsonNode answer = ask(TRACE, "01");
    assertThat(answer.path("trace_id").asText()).isEqualTo(TRACE);

    assertThat(apis.traceparents())
        .filteredOn(header -> header.contains(TRACE))
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(header -> header.matches("00-" + TRACE + "-[0-9a-f]{16}-01"))
        .noneMatch(header -> header.contains(CALLER));

    JsonNode line = logged(answer.path("id").asText());
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("mdc").path("traceId").asText()).isEqualTo(TRACE);
    assertThat(line.path("message").asText())
        .matches(
            "retrieval outcome=partial took_ms=\\d+ passages=2 answered=1/2"
                + " sources=down:error:\\d+,good:ok:\\d+ steps=ranking:ok:\\d+"
                + " id=r-[0-9a-f]{16} trace_id="
                + TRACE
                + " question=\"breaker\"");

    assertThat(get("/q/metrics", "Accept", OPENMETRICS).lines())
        .anyMatch(
            series ->
                series.startsWith("tributary_source_duration_seconds_bucket")
                    && series.contains("source=\"good\"")
                    && series.contains("trace_id=\"" + TRACE + "\""));

    StringBuilder exported = new StringBuilder();
    while (!exported.toString().contains("search good")) {
      String batch = EXPORTED.poll(30, TimeUnit.SECONDS);
      assertThat(batch).as("spans of the sources, exported").isNotNull();
      exported.append(batch);
    }
    assertThat(exported)
        .contains("search down", "db.system.name", "db.operation.name", "error.type");
  }

  @Test
  void decision_not_to_trace_is_passed_on_as_well() throws Exception {
    ask(UNSAMPLED, "00");
    assertThat(apis.traceparents())
        .filteredOn(header -> header.contains(UNSAMPLED))
        .isNotEmpty()
        .allMatch(header -> header.endsWith("-00"));
  }
}
