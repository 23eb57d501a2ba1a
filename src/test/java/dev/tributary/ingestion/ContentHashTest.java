package dev.tributary.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.source.Document;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContentHashTest {
  private static final Map<String, Object> METADATA = Map.of("a", 1, "b", List.of("x", "y"));
  private static final Document DOCUMENT =
      new Document("1", "title", "https://x.example", "text", "en", METADATA);

  @Test
  void all_that_is_written_counts_and_the_id_does_not() {
    Stream<String> hashes =
        Stream.of(
            hash(DOCUMENT),
            hash(new Document("1", null, "https://x.example", "text", "en", METADATA)),
            hash(new Document("1", "title", null, "text", "en", METADATA)),
            hash(new Document("1", "title", "https://x.example", "texts", "en", METADATA)),
            hash(new Document("1", "title", "https://x.example", "text", "pt", METADATA)),
            hash(new Document("1", "title", "https://x.example", "text", "en", Map.of("a", "1"))),
            hash(new Document("1", "titletext", "https://x.example", "", "en", METADATA)),
            ContentHash.of(DOCUMENT, 201, "model"),
            ContentHash.of(DOCUMENT, 200, "other"),
            ContentHash.of(DOCUMENT, 200, null));

    assertThat(hashes).doesNotHaveDuplicates().allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    assertThat(hash(new Document("2", "title", "https://x.example", "text", "en", METADATA)))
        .isEqualTo(hash(DOCUMENT));
  }

  @Test
  void order_of_metadata_does_not_count() {
    Map<String, Object> many =
        Map.of("one", 1, "two", 2, "three", 3, "four", 4, "five", 5, "six", 6, "seven", 7);
    Map<String, Object> reversed = new TreeMap<>(Comparator.reverseOrder());
    reversed.putAll(many);

    assertThat(hash(new Document("1", null, null, "t", null, reversed)))
        .isEqualTo(hash(new Document("1", null, null, "t", null, many)));
  }

  private static String hash(Document document) {
    return ContentHash.of(document, 200, "model");
  }
}
