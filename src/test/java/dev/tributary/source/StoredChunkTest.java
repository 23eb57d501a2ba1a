package dev.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.passage.Passage;
import dev.tributary.passage.Vector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoredChunkTest {
  private static final WritableSettings SETTINGS =
      new WritableSettings("m", null, 1_200, Optional.empty());
  private static final Vector VECTOR = new Vector("m", new float[] {1, 0});

  @Test
  void chunks_are_numbered_and_a_single_one_is_the_whole_document() {
    assertThat(StoredChunk.of(document(Map.of(), "one", "two"), SETTINGS))
        .extracting(StoredChunk::number)
        .containsExactly(0, 1);
    assertThat(StoredChunk.of(document(Map.of(), "one"), SETTINGS))
        .extracting(StoredChunk::number)
        .containsExactly(StoredChunk.WHOLE);
  }

  @Test
  void ids_stay_the_same_for_ever() {
    assertThat(StoredChunk.id("handbook.md", 0))
        .hasToString("09a06b2f-7d4b-82b9-bdfd-dfbe4f4f0c76");
  }

  @Test
  void ids_differ_by_document_and_number_and_are_of_version_8() {
    assertThat(
            List.of(
                StoredChunk.id("a", 1),
                StoredChunk.id("a", 11),
                StoredChunk.id("1#a", 1),
                StoredChunk.id("a", StoredChunk.WHOLE)))
        .doesNotHaveDuplicates()
        .allSatisfy(id -> assertThat(id.version()).isEqualTo(8))
        .allSatisfy(id -> assertThat(id.variant()).isEqualTo(2));
  }

  @Test
  void long_text_is_cut() {
    assertThat(StoredChunk.of(document(Map.of(), "x".repeat(9_000)), SETTINGS))
        .singleElement()
        .satisfies(chunk -> assertThat(chunk.text()).hasSize(Passage.MAX_TEXT));
  }

  @Test
  void fields_hold_what_is_known_under_the_configured_names() {
    StoreFields names = new StoreFields("doc_id", "n", "heading", "link", "body", "lang", "meta");
    assertThat(StoredChunk.of(document(Map.of("year", 2024), "one"), SETTINGS).getFirst())
        .satisfies(
            chunk ->
                assertThat(chunk.fields(names))
                    .isEqualTo(
                        Map.of(
                            "doc_id",
                            "d",
                            "n",
                            StoredChunk.WHOLE,
                            "content_hash",
                            "hash",
                            "heading",
                            "A title",
                            "body",
                            "one",
                            "lang",
                            "pt",
                            "meta",
                            Map.of("year", 2024))));
  }

  @Test
  void flat_metadata_never_takes_the_place_of_a_field() {
    StoreFields flat = new StoreFields("id", "chunk", "title", "url", "text", "language", "*");
    Map<String, Object> metadata = Map.of("year", 2024, "text", "other", "url", "other");
    StoredChunk chunk = StoredChunk.of(document(metadata, "one"), SETTINGS).getFirst();
    assertThat(chunk.fields(flat))
        .containsEntry("text", "one")
        .containsEntry("year", 2024)
        .doesNotContainKey("url");
  }

  @Test
  void vector_of_another_model_is_refused() {
    WritableSettings other = new WritableSettings("other", null, 1_200, Optional.empty());
    assertThatThrownBy(() -> StoredChunk.of(document(Map.of(), "one"), other))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
        .hasMessageContainingAll("\"d\"", "\"m\"", "\"other\"");
  }

  @Test
  void metadata_that_is_no_scalar_is_refused() {
    assertThatThrownBy(
            () -> StoredChunk.of(document(Map.of("k", List.of(List.of(1))), "one"), SETTINGS))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
        .hasMessageContainingAll("\"d\"", "\"k\"", "string, number, boolean");
  }

  private static ChunkedDocument document(Map<String, Object> metadata, String... texts) {
    return new ChunkedDocument(
        new Document("d", "A title", null, "…", "pt-BR", metadata),
        "hash",
        List.of(texts).stream().map(t -> new ChunkedDocument.Chunk(t, VECTOR)).toList());
  }
}
