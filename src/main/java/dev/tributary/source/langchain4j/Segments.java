package dev.tributary.source.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Segments as records of a store: their metadata, and their text under a name of its own. */
final class Segments {
  /** The name of the text; a segment's keys are not blank. */
  static final String TEXT = "";

  /** The name of what a segment does not have. */
  static final String NONE = " ";

  private Segments() {}

  static Map<String, Object> fields(@Nullable TextSegment segment) {
    if (segment == null) {
      return Map.of();
    }
    Map<String, Object> fields = new HashMap<>(StoreFilter.plain(segment.metadata()));
    fields.put(TEXT, segment.text());
    return fields;
  }
}
