package dev.tributary.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What each store answered to {@link StoreRecall}, one file a kind below {@code target}. */
final class RecallLists {
  private RecallLists() {}

  static void keep(String data, String kind, List<List<String>> lists) throws IOException {
    Files.createDirectories(folder(data));
    Files.write(
        folder(data).resolve(kind), lists.stream().map(ids -> String.join(" ", ids)).toList());
  }

  /** The kinds that were asked so far. */
  static List<String> kinds(String data) throws IOException {
    if (!Files.isDirectory(folder(data))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder(data))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** How much of its lists a kind shares with each of the others on average, 0 to 1. */
  static Map<String, Double> meanOverlaps(String data, String kind) throws IOException {
    List<List<String>> own = lists(data, kind);
    Map<String, Double> means = new TreeMap<>();
    for (String other : kinds(data)) {
      if (!other.equals(kind)) {
        List<List<String>> theirs = lists(data, other);
        double sum = 0;
        for (int i = 0; i < own.size(); i++) {
          sum += StoreRecall.overlap(own.get(i), theirs.get(i));
        }
        means.put(other, sum / own.size());
      }
    }
    return means;
  }

  private static List<List<String>> lists(String data, String kind) throws IOException {
    return Files.readAllLines(folder(data).resolve(kind)).stream()
        .map(line -> Arrays.asList(line.split(" ")))
        .toList();
  }

  private static Path folder(String data) {
    return Path.of("target", "recall", data);
  }
}
