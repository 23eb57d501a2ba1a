package dev.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Vector;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The laws of writing to a vector store, see {@link WritableSource}; {@link VectorStoreContract}
 * adds those of searching one. Vectors are {@link WordVectors}.
 */
public abstract class StoreContract extends SourceContract {
  protected static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> opened = new ArrayList<>();

  /**
   * A source over a collection (table, index), which may exist already; does no I/O. Its name,
   * model, dimensions, field names are as the settings say.
   */
  protected abstract WritableSource open(String collection, StoreSettings settings)
      throws Exception;

  /** Removes a collection, past the source; none there is no error. */
  protected abstract void drop(String collection) throws Exception;

  @Override
  protected Source healthy() throws Exception {
    String collection = newCollection();
    write(open(collection, settings()), DOCUMENTS.stream().map(StoreContract::whole).toList());
    return open(collection, settings());
  }

  @Override
  protected Uni<Vector> vector(String question) {
    return Uni.createFrom().item(() -> WordVectors.of(question));
  }

  /** A name that is not in use; what is made under it is removed after the test. */
  protected final String newCollection() {
    String name = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    opened.add(name);
    return name;
  }

  @AfterEach
  void dropAll() throws Exception {
    for (String collection : opened) {
      drop(collection);
    }
  }

  /** A source named {@code contract} that makes what is missing. */
  protected static StoreSettings settings() {
    return settings(true, OptionalInt.empty(), StoreFields.DEFAULTS);
  }

  protected static StoreSettings settings(
      boolean create, OptionalInt dimensions, StoreFields fields) {
    return new StoreSettings(
        "contract",
        new WritableSettings(WordVectors.MODEL, null, 1_200, Optional.empty()),
        dimensions,
        create,
        fields,
        SourceSettings.DEFAULTS);
  }

  protected static Document document(String id, String text, Map<String, Object> metadata) {
    return new Document(id, null, null, text, "en", metadata);
  }

  /** A document in one chunk. */
  protected static ChunkedDocument whole(Document document) {
    return chunked(document, document.text());
  }

  /** A document in these chunks. */
  protected static ChunkedDocument chunked(Document document, String... texts) {
    List<ChunkedDocument.Chunk> chunks = new ArrayList<>();
    for (String text : texts) {
      chunks.add(new ChunkedDocument.Chunk(text, WordVectors.of(text)));
    }
    return new ChunkedDocument(document, "hash of " + List.of(texts).hashCode(), chunks);
  }

  protected static void write(WritableSource store, List<ChunkedDocument> documents) {
    store.write(documents).await().atMost(LONG);
  }

  protected final List<Passage> find(Source store, String question) {
    return await(store.search(request(question, 20, null))).passages();
  }

  protected static @Nullable Passage named(List<Passage> passages, String id) {
    return passages.stream().filter(p -> p.id().equals(id)).findFirst().orElse(null);
  }

  @Test
  void passage_has_all_that_was_written() throws Exception {
    WritableSource store = open(newCollection(), settings());
    Map<String, Object> metadata =
        Map.of("year", 2024, "ratio", 0.5, "open", true, "tags", List.of("a", "b"), "by", "Ana 🌊");
    Document document =
        new Document("d", "A title", "https://example.org/d?a=1", "the text", "pt", metadata);
    write(store, List.of(whole(document)));
    assertThat(find(store, "the text"))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.id()).isEqualTo(PassageId.of("contract", "d"));
              assertThat(p.title()).isEqualTo("A title");
              assertThat(p.url()).isEqualTo("https://example.org/d?a=1");
              assertThat(p.text()).isEqualTo("the text");
              assertThat(p.language()).isEqualTo("pt");
              assertThat(p.metadata()).isEqualTo(metadata);
            });
  }

  @Test
  void document_is_replaced_as_a_whole() throws Exception {
    WritableSource store = open(newCollection(), settings());
    Document d = document("d", "…", Map.of());
    ChunkedDocument other = whole(document("other", "other words", Map.of()));
    write(store, List.of(chunked(d, "first words", "second words", "third words"), other));
    assertThat(find(store, "words"))
        .extracting(Passage::id)
        .containsExactlyInAnyOrder(
            "contract:d#0", "contract:d#1", "contract:d#2", "contract:other");
    ChunkedDocument shorter = chunked(d, "fourth words", "fifth words");
    write(store, List.of(shorter));
    assertThat(find(store, "words"))
        .extracting(Passage::text)
        .containsExactlyInAnyOrder("fourth words", "fifth words", "other words");
    write(store, List.of(chunked(d, "sixth words")));
    assertThat(find(store, "words"))
        .extracting(Passage::id)
        .containsExactlyInAnyOrder("contract:d", "contract:other");
  }

  @Test
  void deleted_documents_are_gone_and_unknown_ones_are_no_error() throws Exception {
    WritableSource store = open(newCollection(), settings());
    write(
        store,
        List.of(
            chunked(document("a", "…", Map.of()), "one word", "two words"),
            whole(document("b", "three words", Map.of()))));
    store.delete(List.of("a", "never was")).await().atMost(LONG);
    assertThat(find(store, "words")).extracting(Passage::id).containsExactly("contract:b");
    assertThat(documentIds(store)).containsExactly("b");
    assertThat(hashes(store, "a", "b")).containsOnlyKeys("b");
  }

  @Test
  void content_hashes_are_of_what_it_holds() throws Exception {
    WritableSource store = open(newCollection(), settings());
    ChunkedDocument one = whole(document("one", "one word", Map.of()));
    ChunkedDocument two = chunked(document("two", "…", Map.of()), "two", "words");
    write(store, List.of(one, two));
    assertThat(hashes(store, "one", "two", "three"))
        .isEqualTo(Map.of("one", one.contentHash(), "two", two.contentHash()));
    assertThat(documentIds(store)).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void store_that_nothing_was_written_to_holds_nothing() throws Exception {
    WritableSource store = open(newCollection(), settings());
    assertThat(documentIds(store)).isEmpty();
    assertThat(hashes(store, "a")).isEmpty();
    store.delete(List.of("a")).await().atMost(LONG);
    assertThat(find(store, "word")).isEmpty();
    store.check().await().atMost(LONG);
  }

  @Test
  void first_writes_may_come_at_once() throws Exception {
    WritableSource store = open(newCollection(), settings());
    List<Uni<Void>> writes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      writes.add(store.write(List.of(whole(document("d" + i, "word " + i, Map.of("n", i))))));
    }
    Uni.join().all(writes).andFailFast().await().atMost(LONG);
    assertThat(documentIds(store)).containsExactlyInAnyOrder("d0", "d1", "d2", "d3");
  }

  @Test
  void many_chunks_are_written_in_one_go() throws Exception {
    WritableSource store = open(newCollection(), settings());
    List<ChunkedDocument> documents =
        IntStream.range(0, 1_500)
            .mapToObj(i -> whole(document("d" + i, "word number" + i, Map.of("n", i))))
            .toList();
    write(store, documents);
    assertThat(documentIds(store)).hasSize(1_500);
    List<String> ids = documents.stream().map(d -> d.document().id()).toList();
    assertThat(hashes(store, ids.toArray(String[]::new))).hasSize(1_500);
    store.delete(ids.subList(0, 1_499)).await().atMost(LONG);
    assertThat(documentIds(store)).containsExactly("d1499");
  }

  @Test
  void any_document_id_comes_back() throws Exception {
    WritableSource store = open(newCollection(), settings());
    List<String> ids =
        List.of("a b/ç#1?x=y&z", "🌊", "'\"\\%_*", "x".repeat(512), "https://example.org/a#b");
    write(store, ids.stream().map(id -> whole(document(id, "word", Map.of()))).toList());
    assertThat(documentIds(store)).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(hashes(store, ids.toArray(String[]::new))).containsOnlyKeys(ids);
    assertThat(find(store, "word"))
        .extracting(p -> PassageId.nativeId(p.id()))
        .containsExactlyInAnyOrderElementsOf(ids);
    store.delete(ids).await().atMost(LONG);
    assertThat(documentIds(store)).isEmpty();
  }

  private static Set<String> documentIds(WritableSource store) {
    return store.documentIds().await().atMost(LONG);
  }

  private static Map<String, String> hashes(WritableSource store, String... ids) {
    return store.contentHashes(List.of(ids)).await().atMost(LONG);
  }
}
