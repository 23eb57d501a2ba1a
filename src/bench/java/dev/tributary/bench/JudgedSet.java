package dev.tributary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Questions and what people judged to answer them, in BEIR's layout.
 *
 * @param name of its folder
 * @param judged grades above 0 by document, by question
 */
public record JudgedSet(
    String name, List<Asked> questions, Map<String, Map<String, Integer>> judged) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * One question.
   *
   * @param home the collection it was made for
   */
  public record Asked(String id, String text, String home) {}

  /**
   * Reads a set.
   *
   * @throws IllegalStateException when TRIBUTARY_EVAL_DATA names no folder that holds it
   */
  public static JudgedSet read(String name) throws IOException {
    Path folder = folder(name);
    Map<String, Map<String, Integer>> judged = new HashMap<>();
    for (String line : Files.readAllLines(folder.resolve("qrels.tsv")).stream().skip(1).toList()) {
      String[] part = line.split("\t", -1);
      if (Integer.parseInt(part[2]) > 0) {
        judged
            .computeIfAbsent(part[0], _ -> new HashMap<>())
            .put(part[1], Integer.parseInt(part[2]));
      }
    }
    List<Asked> questions = new ArrayList<>();
    for (JsonNode line : lines(folder.resolve("queries.jsonl.gz"))) {
      String id = line.path("_id").asText();
      if (judged.containsKey(id)) {
        questions.add(new Asked(id, line.path("text").asText(), line.path("home").asText(name)));
      }
    }
    return new JudgedSet(name, questions, judged);
  }

  /** Title and text of each document. */
  public Map<String, String> documents() throws IOException {
    Map<String, String> documents = new LinkedHashMap<>();
    for (JsonNode line : lines(folder(name).resolve("corpus.jsonl.gz"))) {
      documents.put(
          line.path("_id").asText(),
          line.path("title").asText() + ". " + line.path("text").asText());
    }
    return documents;
  }

  private static Path folder(String name) {
    String data = System.getenv("TRIBUTARY_EVAL_DATA");
    if (data == null || !Files.isDirectory(Path.of(data, name))) {
      throw new IllegalStateException(
          "aborted: TRIBUTARY_EVAL_DATA names no folder with " + name + " in it");
    }
    return Path.of(data, name);
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(JSON.readTree(line));
      }
    }
    return lines;
  }
}
