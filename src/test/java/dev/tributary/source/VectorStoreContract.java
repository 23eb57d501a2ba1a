package dev.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The laws of a vector store: nearest first, filters as {@link Filter#matches} has them, one
 * convention of scores, and what does not fit said with what was expected and what was found.
 */
public abstract class VectorStoreContract extends SideBySideContract {
  /** No text has it: only the vector finds. */
  protected static final String NO_WORD = "qxzvkjw";

  private static final int FILTERED = 300;
  private static final int FILTERS = 400;

  /** Whether it searches the words too. */
  protected boolean searchesText() {
    return true;
  }

  /** Whether its words and vectors are ranked into one list whenever there is a vector. */
  protected boolean fusesText() {
    return searchesText();
  }

  /** The keys that the store can hold; a kind that leaves one out says why. */
  protected List<String> filterKeys() {
    return FilterCases.KEYS;
  }

  /** The values that the store can hold; a kind that leaves one out says why. */
  protected List<Object> filterValues() {
    return FilterCases.SCALARS;
  }

  /** A question that only a vector finds something for. */
  protected final SearchRequest near(
      Vector vector, int limit, @Nullable Filter filter, boolean returnVectors) {
    return new SearchRequest(
        new Question(NO_WORD),
        limit,
        filter,
        Deadline.after(LONG),
        Uni.createFrom().item(vector),
        returnVectors);
  }

  @Test
  void nearest_come_first() throws Exception {
    WritableSource store = open(newCollection(), settings());
    Map<String, Vector> held = writeAtRandom(store, 60);
    Random random = new Random(7);
    for (int i = 0; i < 10; i++) {
      Vector question = WordVectors.of(random);
      List<String> expected =
          held.entrySet().stream()
              .sorted(Comparator.comparing(e -> -e.getValue().cosine(question)))
              .limit(10)
              .map(Map.Entry::getKey)
              .toList();
      assertThat(ids(await(store.search(near(question, 10, null, false)))))
          .containsExactlyElementsOf(expected);
    }
  }

  @Test
  void scores_keep_the_convention() throws Exception {
    WritableSource store = open(newCollection(), settings());
    Map<String, Vector> held = writeAtRandom(store, 30);
    Vector question = WordVectors.of(new Random(8));
    List<Passage> found = await(store.search(near(question, 30, null, false))).passages();
    assertThat(found).hasSize(30);
    for (Passage p : found) {
      if (fusesText()) {
        assertThat(p.signal()).isEqualTo(Signal.SCORE);
      } else {
        assertThat(p.signal()).isEqualTo(Signal.COSINE);
        assertThat(p.rawScore())
            .isCloseTo(held.get(PassageId.nativeId(p.id())).cosine(question), within(0.01));
      }
    }
    assertThat(found)
        .extracting(Passage::rawScore)
        .doesNotContainNull()
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void vectors_are_given_back_only_when_wanted() throws Exception {
    WritableSource store = open(newCollection(), settings());
    Map<String, Vector> held = writeAtRandom(store, 5);
    Vector question = WordVectors.of(new Random(9));
    assertThat(await(store.search(near(question, 5, null, false))).passages())
        .hasSize(5)
        .allSatisfy(p -> assertThat(p.vector()).isNull());
    assumeTrue(store.capabilities().returnsVectors(), "this kind gives no vectors back");
    assertThat(await(store.search(near(question, 5, null, true))).passages())
        .hasSize(5)
        .allSatisfy(
            p -> {
              assertThat(p.vector()).isNotNull();
              assertThat(p.vector().model()).isEqualTo(WordVectors.MODEL);
              assertThat(p.vector().cosine(held.get(PassageId.nativeId(p.id()))))
                  .isCloseTo(1, within(1e-4));
            });
  }

  @Test
  void filters_find_what_the_reference_matches() throws Exception {
    WritableSource store = open(newCollection(), settings());
    assumeTrue(!store.capabilities().filterOperators().isEmpty(), "this kind takes no filter");
    FilterCases cases =
        new FilterCases(filterKeys(), filterValues(), store.capabilities().filterOperators());
    Map<String, Map<String, Object>> held = new HashMap<>();
    List<ChunkedDocument> documents = new ArrayList<>();
    for (int i = 0; i < FILTERED; i++) {
      Map<String, Object> metadata = cases.metadata();
      held.put("d" + i, metadata);
      // Each a vector of its own: a graph of equal ones does not hang together in every store.
      documents.add(whole(document("d" + i, "word d" + i, metadata)));
    }
    write(store, documents);
    int telling = 0;
    for (int i = 0; i < FILTERS; i++) {
      Filter filter = cases.filter(3);
      List<String> expected =
          held.keySet().stream().filter(id -> filter.matches(held.get(id))).toList();
      Found found;
      try {
        found = await(store.search(near(WordVectors.of("word"), FILTERED, filter, false)));
      } catch (SourceException refused) {
        // What it cannot tell exactly of some value, it may refuse, never ignore.
        assertThat(refused.kind()).as("%s", filter).isEqualTo(ErrorKind.UNSUPPORTED);
        continue;
      }
      assertThat(ids(found)).as("%s", filter).containsExactlyInAnyOrderElementsOf(expected);
      telling += expected.isEmpty() || expected.size() == FILTERED ? 0 : 1;
    }
    assertThat(telling).as("filters that tell documents apart").isGreaterThan(FILTERS / 4);
  }

  @Test
  void without_a_vector_the_words_are_searched_alone() throws Exception {
    WritableSource store = open(newCollection(), settings());
    write(store, List.of(whole(document("a", "a breaker opens", Map.of()))));
    SearchRequest request =
        new SearchRequest(
            new Question("breaker"),
            5,
            null,
            Deadline.after(LONG),
            Uni.createFrom().failure(() -> new IllegalStateException("the embedder is down")),
            false);
    if (searchesText()) {
      Found found = await(store.search(request));
      assertThat(ids(found)).containsExactly("a");
      assertThat(found.degraded()).isEqualTo(Found.NO_VECTOR);
    } else {
      assertThatThrownBy(() -> await(store.search(request)))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED))
          .hasMessageContaining("the embedder is down");
    }
  }

  @Test
  void vector_of_another_dimension_is_refused_with_both_numbers() throws Exception {
    WritableSource store = open(newCollection(), settings());
    write(store, List.of(whole(document("a", "a word", Map.of()))));
    Vector wide = new Vector(WordVectors.MODEL, new float[] {1, 0, 0});
    assertMisfit(store.search(near(wide, 5, null, false)), "64", "3");
  }

  @Test
  void collection_for_another_model_is_told_by_check() throws Exception {
    assumeTrue(opensForeignCollections(), "this kind has no collections of others");
    String collection = newCollection();
    write(open(collection, settings()), List.of(whole(document("a", "a word", Map.of()))));
    WritableSource other =
        open(collection, settings(false, OptionalInt.of(3), StoreFields.DEFAULTS));
    assertMisfit(other.check(), "64", "3");
  }

  @Test
  void missing_collection_is_named() throws Exception {
    assumeTrue(opensForeignCollections(), "this kind has no collections of others");
    String collection = newCollection();
    WritableSource store =
        open(collection, settings(false, OptionalInt.empty(), StoreFields.DEFAULTS));
    assertMisfit(store.check(), collection);
    assertMisfit(store.search(near(WordVectors.of("word"), 5, null, false)), collection);
    assertMisfit(store.write(List.of(whole(document("a", "a word", Map.of())))), collection);
  }

  @Test
  void dropped_collection_is_named_and_used_again_when_it_is_back() throws Exception {
    assumeTrue(opensForeignCollections(), "this kind has no collections of others");
    String collection = newCollection();
    List<ChunkedDocument> documents = List.of(whole(document("a", "a word", Map.of())));
    write(open(collection, settings()), documents);
    WritableSource store =
        open(collection, settings(false, OptionalInt.empty(), StoreFields.DEFAULTS));
    assertThat(find(store, "word")).hasSize(1);
    drop(collection);
    assertMisfit(store.search(request("word", 5, null)), collection);
    write(open(collection, settings()), documents);
    assertThat(find(store, "word")).hasSize(1);
  }

  @Test
  void dropped_collection_is_told_though_the_next_write_makes_it() throws Exception {
    assumeTrue(opensForeignCollections(), "this kind has no collections of others");
    String collection = newCollection();
    WritableSource store = open(collection, settings());
    List<ChunkedDocument> documents = List.of(whole(document("a", "a word", Map.of())));
    write(store, documents);
    assertThat(find(store, "word")).hasSize(1);
    drop(collection);
    assertMisfit(store.search(request("word", 5, null)), collection);
    assertMisfit(store.search(request("word", 5, null)), collection);
    assertMisfit(store.check(), collection);
    write(store, documents);
    assertThat(find(store, "word")).hasSize(1);
  }

  @Test
  void wrong_field_is_told_with_what_there_is() throws Exception {
    assumeTrue(opensForeignCollections(), "this kind has no collections of others");
    String collection = newCollection();
    write(open(collection, settings()), List.of(whole(document("a", "a word", Map.of()))));
    StoreFields d = StoreFields.DEFAULTS;
    StoreFields wrong =
        new StoreFields(d.id(), d.chunk(), "no_title", d.url(), "no_text", d.language(), "meta");
    WritableSource store = open(collection, settings(false, OptionalInt.empty(), wrong));
    for (Uni<?> call :
        List.of(store.check(), store.search(near(WordVectors.of("word"), 5, null, false)))) {
      assertThatThrownBy(() -> call.await().atMost(LONG))
          .isInstanceOfSatisfying(
              SourceException.class,
              e -> assertThat(e.kind()).isIn(ErrorKind.PROTOCOL, ErrorKind.BAD_REQUEST))
          .hasMessageContaining("no_text")
          .message()
          .contains(d.text());
    }
  }

  private static void assertMisfit(Uni<?> call, String... said) {
    assertThatThrownBy(() -> call.await().atMost(LONG))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
        .message()
        // Some stores write the names of collections in their own way.
        .satisfies(m -> assertThat(said).allSatisfy(s -> assertThat(m).containsIgnoringCase(s)));
  }

  /** Documents of one chunk each, in directions by chance. */
  private static Map<String, Vector> writeAtRandom(WritableSource store, int count) {
    Random random = new Random(6);
    Map<String, Vector> held = new HashMap<>();
    IntStream.range(0, count).forEach(i -> held.put("d" + i, WordVectors.of(random)));
    write(
        store,
        held.entrySet().stream()
            .map(
                e ->
                    new ChunkedDocument(
                        document(e.getKey(), "text of " + e.getKey(), Map.of()),
                        "hash",
                        List.of(new ChunkedDocument.Chunk("text", e.getValue()))))
            .toList());
    return held;
  }

  private static List<String> ids(Found found) {
    return found.passages().stream().map(Passage::id).map(PassageId::nativeId).toList();
  }
}
