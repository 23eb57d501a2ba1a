package dev.tributary.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server shows at {@code /q/metrics}: series by the name of their metric. */
final class Scrape {
  private static final Pattern SERIES =
      Pattern.compile("([a-zA-Z_:]+[a-zA-Z0-9_:]*)(?:\\{(.*)})? .*");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final Map<String, List<Map<String, String>>> series = new TreeMap<>();

  Scrape(String text) {
    for (String line : text.lines().toList()) {
      Matcher m = SERIES.matcher(line);
      if (!line.startsWith("#") && m.matches()) {
        series.computeIfAbsent(m.group(1), _ -> new ArrayList<>()).add(labels(m.group(2)));
      }
    }
  }

  private static Map<String, String> labels(String braces) {
    Map<String, String> labels = new HashMap<>();
    for (Matcher m = LABEL.matcher(braces == null ? "" : braces); m.find(); ) {
      labels.put(m.group(1), m.group(2));
    }
    return labels;
  }

  Set<String> names() {
    return series.keySet();
  }

  boolean has(Queries.Selector wanted) {
    return series.getOrDefault(wanted.metric(), List.of()).stream()
        .anyMatch(labels -> wanted.conditions().stream().allMatch(c -> c.holds(labels)));
  }

  /** The labels of a metric, those of buckets left aside. */
  Set<String> labelsOf(String metric) {
    Set<String> labels = new TreeSet<>();
    series.getOrDefault(metric, List.of()).forEach(one -> labels.addAll(one.keySet()));
    labels.remove("le");
    return labels;
  }
}
