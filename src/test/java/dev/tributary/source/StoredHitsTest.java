package dev.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredHitsTest {
  private static final StoreFields FLAT =
      new StoreFields("doc", "n", "name", "link", "page_content", "lang", StoreFields.ALL_OTHERS);

  @Test
  void record_of_somebody_else_is_mapped_by_its_names() {
    StoredHits hits = hits(FLAT);
    add(
        hits,
        "17",
        Map.of(
            "page_content", "the text",
            "name", "A title",
            "link", "https://example.org/17",
            "lang", "pt",
            "author", Map.of("name", "Ana", "age", 30),
            "tags", List.of("a", "b")));
    assertThat(hits.found(null).passages())
        .containsExactly(
            new Passage(
                "s:17",
                "s",
                "A title",
                "https://example.org/17",
                "the text",
                "pt",
                Map.of("author.name", "Ana", "author.age", 30, "tags", List.of("a", "b")),
                Signal.COSINE,
                0.5,
                null));
  }

  @Test
  void text_in_several_values_is_one() {
    StoredHits hits = hits(StoreFields.DEFAULTS);
    add(hits, "1", Map.of("text", List.of("one", "two"), "title", List.of("A", "B")));
    add(hits, "2", Map.of("text", List.of(), "title", List.of("C")));
    add(hits, "3", Map.of("text", List.of(" "), "title", List.of()));
    assertThat(hits.found(null).passages())
        .extracting(Passage::text, Passage::title)
        .containsExactly(tuple("one\ntwo", "A, B"), tuple("C", "C"));
    assertThat(hits.dropped()).isOne();
  }

  @Test
  void metadata_in_an_object_is_taken_from_there_alone() {
    StoredHits hits = hits(StoreFields.DEFAULTS);
    add(hits, "1", Map.of("text", "t", "other", 1, "metadata", Map.of("year", 2024, "a", "b")));
    assertThat(hits.found(null).passages().getFirst().metadata())
        .isEqualTo(Map.of("year", 2024, "a", "b"));
  }

  @Test
  void document_and_chunk_name_the_passage_and_else_the_store_s_own_id() {
    StoredHits hits = hits(StoreFields.DEFAULTS);
    add(hits, "u1", Map.of("text", "t", "document", "d", "chunk", 2));
    add(hits, "u2", Map.of("text", "t", "document", "e", "chunk", -1));
    add(hits, "u3", Map.of("text", "t", "document", 7));
    add(hits, "u 4", Map.of("text", "t", "chunk", 2));
    assertThat(hits.found(null).passages())
        .extracting(Passage::id)
        .containsExactly("s:d#2", "s:e", "s:7", "s:u%204");
  }

  @Test
  void record_without_a_usable_id_is_named_by_its_content() {
    StoredHits hits = hits(StoreFields.DEFAULTS);
    add(hits, null, Map.of("text", "one", "url", "https://example.org"));
    add(hits, "x".repeat(513), Map.of("text", "two"));
    assertThat(hits.found(null).passages())
        .extracting(Passage::id)
        .containsExactly(
            PassageId.ofContent("s", "https://example.org", "one"),
            PassageId.ofContent("s", null, "two"));
  }

  @Test
  void title_stands_for_a_missing_text() {
    StoredHits hits = hits(StoreFields.DEFAULTS);
    add(hits, "1", Map.of("title", "only a title"));
    assertThat(hits.found(null).passages().getFirst().text()).isEqualTo("only a title");
  }

  @Test
  void malformed_records_are_dropped_and_counted() {
    StoredHits hits = hits(StoreFields.DEFAULTS);
    add(hits, "1", Map.of("text", "t"));
    add(hits, "1", Map.of("text", "the same id"));
    add(hits, "2", Map.of("text", "  "));
    add(hits, "3", Map.of("text", Map.of("no", "text")));
    hits.add("4", Map.of("text", "t"), Signal.COSINE, Double.NaN, null);
    Found found = hits.found(Found.NO_VECTOR);
    assertThat(found.passages()).extracting(Passage::id).containsExactly("s:1");
    assertThat(found.dropped()).isEqualTo(4);
    assertThat(found.degraded()).isEqualTo(Found.NO_VECTOR);
  }

  @Test
  void wrong_name_of_the_text_is_told_with_the_names_there_are() {
    StoredHits hits = hits(StoreFields.DEFAULTS);
    add(hits, "1", Map.of("page_content", "t", "source", "x"));
    assertThatThrownBy(() -> hits.found(null))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL))
        .hasMessageContainingAll("collection \"c\"", "\"text\"", "page_content, source");
  }

  @Test
  void records_without_any_field_are_told_too() {
    StoredHits hits = hits(StoreFields.DEFAULTS);
    add(hits, "1", Map.of());
    assertThatThrownBy(() -> hits.found(null))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL))
        .hasMessageContainingAll("collection \"c\"", "\"text\"", "no fields at all");
  }

  @Test
  void text_that_is_there_but_empty_and_score_that_is_no_number_are_no_wrong_name() {
    StoredHits hits = hits(StoreFields.DEFAULTS);
    add(hits, "1", Map.of("text", " ", "url", "https://example.org"));
    add(hits, "2", Map.of("title", "", "url", "https://example.org"));
    hits.add("3", Map.of("text", "t"), Signal.COSINE, Double.NaN, null);
    assertThat(hits.found(null)).isEqualTo(new Found(List.of(), 3, null));
  }

  @Test
  void nothing_found_is_no_error() {
    assertThat(hits(FLAT).found(null)).isEqualTo(Found.of(List.of()));
  }

  @Test
  void texts_and_metadata_are_bounded() {
    Map<String, Object> many = new LinkedHashMap<>();
    many.put("long", "x".repeat(20_000));
    for (int i = 0; i < 100; i++) {
      many.put("k" + i, i);
    }
    StoredHits hits = hits(StoreFields.DEFAULTS);
    add(hits, "1", Map.of("text", "🌊".repeat(5_000), "metadata", many));
    Passage passage = hits.found(null).passages().getFirst();
    assertThat(passage.text()).hasSize(Passage.MAX_TEXT).endsWith("🌊");
    assertThat(passage.metadata()).hasSize(64).doesNotContainKey("long");
  }

  private static StoredHits hits(StoreFields names) {
    return new StoredHits("s", "collection \"c\"", names);
  }

  private static void add(StoredHits hits, @Nullable String ownId, Map<String, ?> fields) {
    hits.add(ownId, fields, Signal.COSINE, 0.5, null);
  }
}
