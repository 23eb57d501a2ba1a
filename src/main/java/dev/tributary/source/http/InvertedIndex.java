package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Texts that are told as an index of their words, {@code {"river": [0, 7], …}}, as OpenAlex does.
 */
final class InvertedIndex {
  private static final int MAX_WORDS = 10_000;

  private InvertedIndex() {}

  /** The text with each word where it stood; null when this is no such index. */
  static @Nullable String text(JsonNode index) {
    SortedMap<Integer, String> words = new TreeMap<>();
    for (Map.Entry<String, JsonNode> word : index.properties()) {
      if (!word.getValue().isArray()) {
        return null;
      }
      for (JsonNode place : word.getValue()) {
        if (!place.isInt() || words.size() == MAX_WORDS) {
          return null;
        }
        words.put(place.intValue(), word.getKey());
      }
    }
    return words.isEmpty() ? null : String.join(" ", words.values());
  }
}
