package dev.tributary.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A real Prometheus on loopback that scrapes one server every second, by the shipped rules. */
final class PrometheusServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  private PrometheusServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Aborts the test when this machine has no Prometheus. */
  static void require() {
    boolean there =
        java.util.Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    Assumptions.assumeTrue(there, "no promtool: install the package prometheus");
  }

  static PrometheusServer start(Path folder, URI server) throws IOException {
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [%s]
        scrape_configs:
          - job_name: tributary
            metrics_path: /q/metrics
            static_configs: [{targets: ["%s"]}]
        """
            .formatted(Queries.RULES.toAbsolutePath(), server.getAuthority()));
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    // It ends by itself should this process be killed.
    Process process =
        new ProcessBuilder(
                "timeout",
                "300",
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    return new PrometheusServer(process, port);
  }

  /** What a query finds now; empty while Prometheus is not up yet. */
  JsonNode query(String query) throws IOException, InterruptedException {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    return get("/api/v1/query?query=" + encoded).path("data").path("result");
  }

  /** The rules, and whether they could be evaluated. */
  JsonNode rules() throws IOException, InterruptedException {
    return get("/api/v1/rules").path("data").path("groups");
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    try {
      return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    } catch (java.net.ConnectException _) {
      return JSON.createObjectNode();
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
