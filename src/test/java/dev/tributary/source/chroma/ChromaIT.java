package dev.tributary.source.chroma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Filter.Comparison;
import dev.tributary.passage.Filter.Compound;
import dev.tributary.passage.Filter.Operator;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Distance;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.FilterCases;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.VectorStoreContract;
import dev.tributary.source.WordVectors;
import dev.tributary.source.WritableSource;
import dev.tributary.source.http.JsonApi;
import dev.tributary.source.http.StubApi;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of every vector store, kept by a real Chroma. */
class ChromaIT extends VectorStoreContract {
  private final ChromaStores stores = new ChromaStores();
  private final StubApi stub = StubApi.start();

  @Override
  protected WritableSource open(String collection, StoreSettings settings) {
    return stores.open(collection, settings);
  }

  @Override
  protected void drop(String collection) throws Exception {
    stores.drop(collection);
  }

  @Override
  protected Source unusable() throws Exception {
    URI gone;
    try (StubApi closed = StubApi.start()) {
      gone = closed.uri();
    }
    return stores.open(gone, "any", settings(), Optional.empty());
  }

  @Override
  protected Optional<Hanging> hanging() {
    Source source = stores.open(stub.uri(), "any", settings(), Optional.empty());
    return Optional.of(new Hanging(source, stub::openCalls));
  }

  @Override
  protected boolean touched() {
    return stores.touched();
  }

  /** Its words are searched only when there is no vector: it ranks nothing by them. */
  @Override
  protected boolean fusesText() {
    return false;
  }

  /** It orders numbers alone, up to 2^53; all else is in the test of equality. */
  @Override
  protected List<Object> filterValues() {
    return FilterCases.SCALARS.stream()
        .filter(v -> !(v instanceof String))
        .filter(v -> !(v instanceof Number n) || isExact(n))
        .toList();
  }

  private static boolean isExact(Number number) {
    return new BigDecimal(number.toString()).abs().compareTo(BigDecimal.valueOf(1L << 53)) <= 0;
  }

  @Test
  void equality_holds_for_every_string_and_whole_number() throws Exception {
    WritableSource store = open(newCollection(), settings());
    List<Object> values =
        FilterCases.SCALARS.stream()
            .filter(v -> v instanceof String || v instanceof Boolean || isLong(v))
            .toList();
    FilterCases cases =
        new FilterCases(
            FilterCases.KEYS, values, List.of(Operator.EQ, Operator.NE, Operator.IN, Operator.NIN));
    Map<String, Map<String, Object>> held = new HashMap<>();
    List<ChunkedDocument> documents = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      held.put("d" + i, cases.metadata());
      documents.add(whole(document("d" + i, "word d" + i, held.get("d" + i))));
    }
    write(store, documents);
    for (int i = 0; i < 200; i++) {
      Filter filter = cases.filter(2);
      assertThat(await(store.search(near(WordVectors.of("word"), 200, filter, false))).passages())
          .as("%s", filter)
          .extracting(p -> PassageId.nativeId(p.id()))
          .containsExactlyInAnyOrderElementsOf(
              held.keySet().stream().filter(id -> filter.matches(held.get(id))).toList());
    }
  }

  private static boolean isLong(Object value) {
    return value instanceof Integer || value instanceof Long;
  }

  @ParameterizedTest
  @MethodSource("unsupported")
  void filter_that_chroma_cannot_keep_is_refused(Filter filter) throws Exception {
    WritableSource store = open(newCollection(), settings());
    assertThatThrownBy(() -> await(store.search(near(WordVectors.of("word"), 5, filter, false))))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED))
        .hasMessageContaining("Chroma");
  }

  static List<Filter> unsupported() {
    return List.of(
        new Comparison(Operator.GT, "published", "2020"),
        new Comparison(Operator.LTE, "id", (1L << 53) + 1),
        new Comparison(Operator.EQ, "$and", 1),
        new Compound(
            Compound.Join.AND,
            Collections.nCopies(
                3, new Comparison(Operator.NIN, "k", Collections.nCopies(1_000, "v")))));
  }

  @Test
  void filter_of_as_many_values_as_a_request_may_have_is_applied() throws Exception {
    WritableSource store = open(newCollection(), settings());
    write(
        store,
        List.of(
            whole(document("s", "a word", Map.of("k", "v1"))),
            whole(document("l", "a word more", Map.of("k", List.of(0.5, 7)))),
            whole(document("n", "another word", Map.of("k", 999.5)))));
    List<Object> texts = new ArrayList<>();
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      texts.add("v" + i);
      numbers.add(i + 0.5);
    }
    assertThat(held(store, new Comparison(Operator.IN, "k", texts))).containsExactly("s");
    assertThat(held(store, new Comparison(Operator.NIN, "k", texts))).containsExactly("l", "n");
    assertThat(held(store, new Comparison(Operator.IN, "k", numbers))).containsExactly("l", "n");
    assertThat(held(store, new Comparison(Operator.NIN, "k", numbers))).containsExactly("s");
  }

  private List<String> held(WritableSource store, Filter filter) {
    return await(store.search(near(WordVectors.of("word"), 5, filter, false))).passages().stream()
        .map(p -> PassageId.nativeId(p.id()))
        .sorted()
        .toList();
  }

  @Test
  void metadata_of_before_does_not_stay() throws Exception {
    WritableSource store = open(newCollection(), settings());
    write(store, List.of(whole(document("d", "a word", Map.of("old", 1, "tags", List.of("a"))))));
    write(store, List.of(whole(document("d", "a word", Map.of("new", 2)))));
    assertThat(find(store, "word"))
        .singleElement()
        .satisfies(p -> assertThat(p.metadata()).isEqualTo(Map.of("new", 2)));
  }

  @ParameterizedTest
  @CsvSource({"cosine, COSINE, COSINE", "ip, DOT, SCORE", "l2, EUCLIDEAN, SCORE"})
  void scores_follow_the_distance_of_the_collection(String space, Distance distance, Signal signal)
      throws Exception {
    String collection = newCollection();
    ChromaStores.send(
        stores.uri(),
        "POST",
        "",
        "{\"name\":\"%s\",\"configuration\":{\"hnsw\":{\"space\":\"%s\"}}}"
            .formatted(collection, space));
    WritableSource store = stores.open(stores.uri(), collection, settings(), Optional.of(distance));
    Vector near = new Vector(WordVectors.MODEL, new float[] {3, 4});
    Vector far = new Vector(WordVectors.MODEL, new float[] {0, 2});
    write(store, List.of(withVector("near", near), withVector("far", far)));
    Vector question = new Vector(WordVectors.MODEL, new float[] {3, 4});
    assertThat(await(store.search(near(question, 2, null, false))).passages())
        .extracting(Passage::signal, p -> Math.round(p.rawScore() * 1000) / 1000.0)
        .containsExactly(
            switch (distance) {
              case COSINE -> new Tuple[] {tuple(signal, 1.0), tuple(signal, 0.8)};
              case DOT -> new Tuple[] {tuple(signal, 25.0), tuple(signal, 8.0)};
              case EUCLIDEAN -> new Tuple[] {tuple(signal, 1.0), tuple(signal, 0.217)};
            });
  }

  @Test
  void wrong_distance_is_told_with_both() throws Exception {
    String collection = newCollection();
    write(open(collection, settings()), List.of(whole(document("a", "a word", Map.of()))));
    WritableSource store =
        stores.open(stores.uri(), collection, settings(), Optional.of(Distance.DOT));
    for (Uni<?> call : List.of(store.check(), store.search(request("word", 5, null)))) {
      assertThatThrownBy(() -> call.await().atMost(LONG))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_REQUEST))
          .hasMessageContaining("measures by cosine, not by ip");
    }
  }

  private static ChunkedDocument withVector(String id, Vector vector) {
    return new ChunkedDocument(
        document(id, "text", Map.of()), "hash", List.of(new ChunkedDocument.Chunk("text", vector)));
  }

  @Test
  void collection_of_others_is_read_by_its_own_names() throws Exception {
    String collection = newCollection();
    JsonNode made =
        JsonApi.mapper()
            .readTree(
                ChromaStores.send(
                    stores.uri(), "POST", "", "{\"name\":\"%s\"}".formatted(collection)));
    ChromaStores.send(
        stores.uri(),
        "POST",
        "/" + made.path("id").textValue() + "/add",
        "{\"ids\":[\"x-1\"],\"embeddings\":[%s],\"documents\":[\"Some text\"],"
                .formatted(Arrays.toString(WordVectors.of("text").values()))
            + "\"metadatas\":[{\"heading\":\"A title\",\"page\":7}]}");
    StoreFields d = StoreFields.DEFAULTS;
    StoreFields names =
        new StoreFields(d.id(), d.chunk(), "heading", d.url(), d.text(), d.language(), "*");
    WritableSource store = open(collection, settings(false, OptionalInt.empty(), names));
    assertThat(find(store, "text"))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.id()).isEqualTo("contract:x-1");
              assertThat(p.title()).isEqualTo("A title");
              assertThat(p.text()).isEqualTo("Some text");
              assertThat(p.metadata()).isEqualTo(Map.of("page", 7));
            });
    assertThat(store.documentIds().await().atMost(LONG)).isEmpty();
  }

  @AfterEach
  void stop() throws Exception {
    stores.close();
    stub.close();
  }
}
