package dev.tributary.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the shipped server counts, held against the docs, the dashboard and the alerts. */
@Timeout(180)
class MetricsIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(tributary_\\w+)` \\| (\\w+) \\| ([^|]*)\\|");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  /** What a metric of each type shows beside its name. */
  private static final Map<String, List<String>> PARTS =
      Map.of(
          "counter", List.of(""),
          "gauge", List.of(""),
          "summary", List.of("_count", "_sum", "_max"),
          "histogram", List.of("_count", "_sum", "_max", "_bucket"));

  @TempDir private static Path folder;
  private static MoodyApis apis;
  private static PackagedServer server;
  private static String url;
  private static Scrape scrape;

  private record Documented(String name, String type, Set<String> labels) {}

  @BeforeAll
  static void ask_of_sources_of_all_moods() throws Exception {
    apis = new MoodyApis();
    List<String> properties =
        new ArrayList<>(apis.sources("good", "late", "down", "refusing", "limited"));
    properties.addAll(apis.reranker());
    server = PackagedServer.start(folder, properties.toArray(String[]::new));
    url = server.url();
    for (int i = 0; i < 3; i++) {
      ask();
    }
    scrape = new Scrape(get("/q/metrics").body());
  }

  @AfterAll
  static void stop() {
    server.close();
    apis.close();
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
  }

  private static void ask() throws IOException, InterruptedException {
    HttpResponse<String> answer = get("/retrieve?question=breaker");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static List<Documented> documented() throws IOException {
    List<Documented> documented = new ArrayList<>();
    String page = Files.readString(Path.of("docs/metrics.md"));
    for (MatchResult row : ROW.matcher(page).results().toList()) {
      Set<String> labels = new TreeSet<>();
      NAME.matcher(row.group(3)).results().forEach(label -> labels.add(label.group(1)));
      documented.add(new Documented(row.group(1), row.group(2), labels));
    }
    return documented;
  }

  @Test
  void documented_metrics_are_those_that_are_there_with_their_labels() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Documented metric : documented()) {
      for (String part : PARTS.getOrDefault(metric.type(), List.of())) {
        names.add(metric.name() + part);
        assertThat(scrape.labelsOf(metric.name() + part))
            .as("labels of %s%s", metric.name(), part)
            .isEqualTo(metric.labels());
      }
    }
    assertThat(scrape.names().stream().filter(name -> name.startsWith("tributary_")))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void dashboard_and_alerts_ask_for_what_is_there() throws IOException {
    Map<String, List<String>> queries = new LinkedHashMap<>(Queries.ofDashboard());
    Queries.ofAlerts().forEach((name, query) -> queries.put(name, List.of(query)));
    assertThat(queries).hasSizeGreaterThan(30);
    queries.forEach(
        (name, all) ->
            all.forEach(
                query -> {
                  List<Queries.Selector> selectors = Queries.selectors(query);
                  assertThat(selectors).as(query).isNotEmpty();
                  for (Queries.Selector selector : selectors) {
                    // This one is Prometheus's own.
                    assertThat(selector.metric().equals("up") || scrape.has(selector))
                        .as("%s asks for %s", name, selector)
                        .isTrue();
                  }
                  Set<String> labels = new TreeSet<>(Set.of("le"));
                  selectors.forEach(s -> labels.addAll(scrape.labelsOf(s.metric())));
                  assertThat(labels).as(name).containsAll(Queries.groupedBy(query));
                }));
  }

  @Test
  void real_prometheus_finds_something_by_every_query_and_evaluates_every_alert() throws Exception {
    PrometheusServer.require();
    Map<String, List<String>> queries = Queries.ofDashboard();
    Set<String> empty = new TreeSet<>(queries.keySet());
    try (PrometheusServer prometheus = PrometheusServer.start(folder, URI.create(url))) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!empty.isEmpty() && System.nanoTime() < end) {
        ask();
        TimeUnit.MILLISECONDS.sleep(300);
        for (String panel : List.copyOf(empty)) {
          if (findsSomething(prometheus, queries.get(panel))) {
            empty.remove(panel);
          }
        }
      }
      assertThat(empty).as("panels that show nothing").isEmpty();
      int rules = 0;
      for (JsonNode group : prometheus.rules()) {
        for (JsonNode rule : group.path("rules")) {
          rules++;
          assertThat(rule.path("health").asText()).as("%s", rule).isEqualTo("ok");
        }
      }
      assertThat(rules).isEqualTo(Queries.ofAlerts().size());
    }
  }

  private static boolean findsSomething(PrometheusServer prometheus, List<String> queries)
      throws IOException, InterruptedException {
    for (String query : queries) {
      if (prometheus.query(query).isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
