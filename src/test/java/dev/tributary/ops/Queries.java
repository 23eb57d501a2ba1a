package dev.tributary.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The queries of the dashboard and of the alerts, and what they ask for. */
final class Queries {
  static final Path DASHBOARD = Path.of("deploy/grafana/dashboards/tributary.json");
  static final Path RULES = Path.of("deploy/prometheus/rules.yml");

  /** What Prometheus itself adds. */
  private static final Set<String> BY_PROMETHEUS = Set.of("job", "instance");

  private static final Pattern SELECTOR =
      Pattern.compile("([a-z_:][a-z0-9_:]*)(?:\\{([^}]*)})?(?![a-z0-9_:(\\s]*\\()");
  private static final Pattern MATCHER =
      Pattern.compile("([a-z_]+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(by|without|on|ignoring)\\s*\\(([^)]*)\\)");
  private static final Set<String> WORDS = Set.of("or", "and", "unless", "bool");

  private Queries() {}

  /** Each target of the dashboard, by the title of its panel. */
  static Map<String, List<String>> ofDashboard() throws IOException {
    Map<String, List<String>> queries = new LinkedHashMap<>();
    for (JsonNode panel : new ObjectMapper().readTree(DASHBOARD.toFile()).path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries
            .computeIfAbsent(panel.path("title").asText(), _ -> new ArrayList<>())
            .add(
                target
                    .path("expr")
                    .asText()
                    .replace("$__rate_interval", "1m")
                    .replace("$job", "tributary")
                    .replace("$source", ".*"));
      }
    }
    return queries;
  }

  /** Each alert's query, by its name. */
  static Map<String, String> ofAlerts() throws IOException {
    Map<String, String> queries = new LinkedHashMap<>();
    for (JsonNode group : new YAMLMapper().readTree(RULES.toFile()).path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        queries.put(rule.path("alert").asText(), rule.path("expr").asText());
      }
    }
    return queries;
  }

  /** One condition on a label. */
  record Condition(String label, String operator, String value) {
    /** Whether a series has the label, and a value that fits. */
    boolean holds(Map<String, String> labels) {
      String found = labels.get(label);
      return found != null
          && switch (operator) {
            case "=" -> found.equals(value);
            case "=~" -> found.matches(value);
            // What is excluded may not have happened.
            default -> true;
          };
    }
  }

  /** A metric and the conditions on its labels. */
  record Selector(String metric, List<Condition> conditions) {}

  /** All that a query asks for. */
  static List<Selector> selectors(String query) {
    List<Selector> selectors = new ArrayList<>();
    String bare = GROUPING.matcher(query).replaceAll("");
    for (Matcher m = SELECTOR.matcher(bare); m.find(); ) {
      boolean isMetric = m.group(1).contains("_") || m.group(1).equals("up");
      boolean isFunction = bare.startsWith("(", m.end());
      if (isMetric && !isFunction && !WORDS.contains(m.group(1)) && !inBraces(bare, m.start())) {
        selectors.add(new Selector(m.group(1), conditions(m.group(2))));
      }
    }
    return selectors;
  }

  /** The labels that a query groups by. */
  static Set<String> groupedBy(String query) {
    Set<String> labels = new java.util.TreeSet<>();
    for (Matcher m = GROUPING.matcher(query); m.find(); ) {
      for (String label : m.group(2).split(",")) {
        labels.add(label.strip());
      }
    }
    labels.removeAll(BY_PROMETHEUS);
    return labels;
  }

  private static boolean inBraces(String text, int at) {
    return text.lastIndexOf('{', at) > text.lastIndexOf('}', at);
  }

  private static List<Condition> conditions(String braces) {
    List<Condition> conditions = new ArrayList<>();
    for (Matcher m = MATCHER.matcher(braces == null ? "" : braces); m.find(); ) {
      if (!BY_PROMETHEUS.contains(m.group(1))) {
        conditions.add(new Condition(m.group(1), m.group(2), m.group(3)));
      }
    }
    return conditions;
  }
}
