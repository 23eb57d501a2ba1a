package dev.tributary.source.weaviate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.source.StoredNumbers;
import dev.tributary.source.http.JsonApi;
import dev.tributary.source.http.JsonValues;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Metadata as a collection of this server's keeps it, whose properties have fixed types: one text,
 * its JSON, to be read; and {@code key=value} for each of its values, to be filtered by.
 */
final class MetadataTerms {
  private static final String SUFFIX = "_terms";

  private MetadataTerms() {}

  /** The property of the terms beside that of the JSON. */
  static String property(String metadata) {
    return metadata + SUFFIX;
  }

  /**
   * The term of one value; numbers by value, texts in quotes, so that no space at an end is lost.
   */
  static String term(String key, Object value) {
    return key
        + "="
        + switch (value) {
          case Number number -> {
            var exact = StoredNumbers.decimal(number).stripTrailingZeros();
            yield exact.signum() == 0 ? "0" : exact.toString();
          }
          case Boolean bool -> bool.toString();
          default -> JsonNodeFactory.instance.textNode(value.toString()).toString();
        };
  }

  static Set<String> of(Map<String, Object> metadata) {
    Set<String> terms = new TreeSet<>();
    metadata.forEach(
        (key, value) -> {
          for (Object one : value instanceof List<?> list ? list : List.of(value)) {
            terms.add(term(key, one));
          }
        });
    return terms;
  }

  static String json(Map<String, Object> metadata) {
    return JsonApi.mapper().valueToTree(metadata).toString();
  }

  /** What was written; null when it is anything else. */
  static @Nullable Map<String, Object> read(String json) {
    try {
      return JsonValues.fields(JsonApi.mapper().readTree(json));
    } catch (JsonProcessingException _) {
      return null;
    }
  }
}
