package dev.tributary.api;

import dev.tributary.passage.Passage;
import java.util.Map;

/** One passage, to read and to cite: nothing of it is empty but its metadata. */
record DocumentJson(
    String id, String title, String text, String url, Map<String, Object> metadata) {
  private static final int LONGEST_TITLE = 80;

  static DocumentJson of(Passage passage, String url) {
    return new DocumentJson(
        WellFormed.of(passage.id()),
        title(passage),
        WellFormed.of(passage.text()),
        url,
        PassageJson.metadata(passage.metadata()));
  }

  /** Never empty: what has no title is called by its beginning. */
  static String title(Passage passage) {
    String title = passage.title();
    return title == null || title.isBlank()
        ? WellFormed.capped(passage.text().strip().replaceAll("\\s+", " "), LONGEST_TITLE)
        : WellFormed.of(title);
  }
}
