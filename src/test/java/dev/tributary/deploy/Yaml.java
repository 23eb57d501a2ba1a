package dev.tributary.deploy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files of YAML as trees; a key that stands twice is an error. */
final class Yaml {
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private Yaml() {}

  /** The documents of a file. */
  static List<JsonNode> all(Path file) {
    try {
      return all(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is no YAML: " + e.getMessage(), e);
    }
  }

  /** The documents of a text. */
  static List<JsonNode> all(String text) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    try (JsonParser parser = MAPPER.createParser(text)) {
      for (JsonNode next = MAPPER.readTree(parser); next != null; next = MAPPER.readTree(parser)) {
        documents.add(next);
      }
    }
    return documents;
  }

  /** The only document of a file. */
  static JsonNode one(Path file) {
    List<JsonNode> documents = all(file);
    if (documents.size() != 1) {
      throw new AssertionError(file + " holds " + documents.size() + " documents, not one");
    }
    return documents.getFirst();
  }

  /** The items of a list, or the values of an object; none where nothing is. */
  static Stream<JsonNode> each(JsonNode node) {
    return node.valueStream();
  }

  /** A list of texts. */
  static List<String> texts(JsonNode node) {
    return each(node).map(JsonNode::asText).toList();
  }
}
