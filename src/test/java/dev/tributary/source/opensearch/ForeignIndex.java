package dev.tributary.source.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Question;
import dev.tributary.passage.Vector;
import dev.tributary.source.Distance;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.FilterCases;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import dev.tributary.source.WordVectors;
import dev.tributary.source.http.JsonApi;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Indexes that somebody else made: other names, fields of their own, any distance. */
@Timeout(120)
abstract class ForeignIndex {
  private static final Duration LONG = IndexFixture.LONG;
  private static final StoreFields NAMES =
      new StoreFields("key", "part", "heading", "link", "content.body", "lang", "*");

  private static final List<String> KEYS = List.of("word", "truth", "whole", "small", "real");

  private final SearchServer.Product product;
  private final IndexFixture indexes;
  private final String index = "f" + UUID.randomUUID();

  ForeignIndex(SearchServer.Product product) {
    this.product = product;
    indexes = new IndexFixture(product);
  }

  @AfterEach
  void close() throws Exception {
    Past.drop(url(), index);
    indexes.close();
  }

  @Test
  void fields_have_the_names_that_are_configured() throws Exception {
    make(true, Distance.COSINE);
    put(
        "k1",
        "{\"heading\":\"H\",\"link\":\"https://example.org\",\"lang\":\"pt\",\"part\":3,\"word\":\"w\",\"other\":{\"x\":[1,2]},\"content\":{\"body\":\"um"
            + " rio\"}}",
        WordVectors.of("um rio"));
    Found found = search(source(WordVectors.MODEL), "rio", null, WordVectors.of("rio"));
    assertThat(found.passages())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.id()).isEqualTo("wiki:k1");
              assertThat(p.title()).isEqualTo("H");
              assertThat(p.url()).isEqualTo("https://example.org");
              assertThat(p.text()).isEqualTo("um rio");
              assertThat(p.language()).isEqualTo("pt");
              assertThat(p.metadata()).containsEntry("word", "w");
              assertThat(p.metadata()).containsEntry("other.x", List.of(1, 2));
              assertThat(p.vector()).isNotNull();
            });
    assertThat(found.dropped()).isZero();
  }

  @Test
  void filters_find_what_the_reference_matches_or_are_refused() throws Exception {
    make(true, Distance.COSINE);
    Map<String, Map<String, Object>> held = new HashMap<>();
    Random random = new Random(4);
    for (int i = 0; i < 60; i++) {
      Map<String, Object> metadata = metadata(random);
      held.put("d" + i, metadata);
      ObjectNode fields = JsonApi.mapper().valueToTree(metadata);
      fields.putObject("content").put("body", "rio");
      put("d" + i, fields.toString(), WordVectors.of("rio"));
    }
    List<Object> values =
        FilterCases.SCALARS.stream()
            .filter(v -> !(v instanceof String s) || s.length() < 20)
            .toList();
    FilterCases cases = new FilterCases(KEYS, values, EnumSet.allOf(Filter.Operator.class));
    IndexSource source = source(null);
    int told = 0;
    for (int i = 0; i < 300; i++) {
      Filter filter = cases.filter(1);
      try {
        assertThat(ids(search(source, "rio", filter, null)))
            .as("%s", filter)
            .containsExactlyInAnyOrderElementsOf(
                held.keySet().stream().filter(id -> filter.matches(held.get(id))).toList());
        told++;
      } catch (SourceException e) {
        assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED);
        assertThat(e).hasMessageContaining("\"real\"");
      }
    }
    assertThat(told).as("filters that were not refused").isGreaterThan(200);
  }

  @ParameterizedTest
  @CsvSource({
    "unknown, no such field is indexed",
    "heading, of type text",
    "rounded, of type float",
    "short, at most 5 characters",
  })
  void key_that_cannot_be_compared_exactly_is_refused(String key, String why) throws Exception {
    make(true, Distance.COSINE);
    Filter filter = new Filter.Comparison(Filter.Operator.NE, key, "longer than five");
    assertThatThrownBy(() -> search(source(null), "rio", filter, null))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED))
        .hasMessageContaining(key)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @EnumSource
  void scores_of_every_distance_keep_the_convention(Distance distance) throws Exception {
    make(false, distance);
    Random random = new Random(5);
    Map<String, Vector> held = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      float scale = distance == Distance.COSINE ? 1 : i % 3 + 1;
      held.put("d" + i, ExpectedScore.scaled(WordVectors.of(random), scale));
      put("d" + i, "{\"content\":{\"body\":\"rio\"}}", held.get("d" + i));
    }
    Vector question = WordVectors.of(random);
    List<Passage> found = search(source(WordVectors.MODEL), "rio", null, question).passages();
    assertThat(found).hasSize(20);
    for (Passage p : found) {
      Vector own = held.get(PassageId.nativeId(p.id()));
      assertThat(p.signal()).isEqualTo(distance.signal());
      assertThat(p.rawScore()).isCloseTo(ExpectedScore.of(distance, own, question), within(1e-4));
    }
    assertThat(found).extracting(Passage::rawScore).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void another_distance_than_configured_is_told() throws Exception {
    make(true, Distance.EUCLIDEAN);
    IndexSettings expected =
        new IndexSettings(
            IndexDocuments.settings(false, WordVectors.MODEL, null, NAMES),
            index,
            "vector",
            Optional.of(Distance.COSINE),
            1,
            0);
    IndexSource source = indexes.source(url(), Map.of(), new AtomicInteger(), expected);
    for (Uni<?> call : List.of(source.check(), source.search(request("rio", null, null)))) {
      assertThatThrownBy(() -> call.await().atMost(LONG))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("measures vectors by euclidean, configured is cosine");
    }
  }

  @Test
  void index_of_others_is_not_written_to() throws Exception {
    make(true, Distance.COSINE);
    IndexSource source = source(WordVectors.MODEL);
    assertThatThrownBy(() -> source.write(IndexDocuments.two()).await().atMost(LONG))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("cannot be written to: it has no keyword \"key\"");
  }

  private static Map<String, Object> metadata(Random random) {
    Map<String, Object> metadata = new HashMap<>();
    List<Object> words = List.of("", "a", "b", "ab", "10", "true", "é", "🌊", List.of("a", "🌊a"));
    List<Object> wholes =
        List.of(0, 1, 2, 10, -1, -10, 1L << 53, (1L << 53) + 1, Long.MIN_VALUE, List.of(9, 100));
    if (random.nextBoolean()) {
      metadata.put("word", words.get(random.nextInt(words.size())));
    }
    if (random.nextBoolean()) {
      metadata.put("truth", random.nextBoolean());
    }
    if (random.nextBoolean()) {
      metadata.put("whole", wholes.get(random.nextInt(wholes.size())));
      metadata.put("small", random.nextInt(12) - 2);
    }
    if (random.nextBoolean()) {
      metadata.put("real", List.of(0.1, -1.5, 0.123, 1e300, 2).get(random.nextInt(5)));
    }
    return metadata;
  }

  private void make(boolean words, Distance distance) throws Exception {
    ObjectNode body = JsonApi.mapper().createObjectNode();
    ObjectNode settings = body.putObject("settings").putObject("index");
    indexes.dialect().settings(settings);
    settings.put("number_of_replicas", 0);
    ObjectNode properties =
        body.putObject("mappings").put("dynamic", false).putObject("properties");
    properties.set("vector", indexes.dialect().mapping(WordVectors.DIMENSIONS, distance));
    properties.putObject("heading").put("type", "text");
    properties
        .putObject("content")
        .putObject("properties")
        .putObject("body")
        .put("type", words ? "text" : "keyword");
    // Under a text, as a mapping that was made by itself has it.
    properties
        .putObject("word")
        .put("type", "text")
        .putObject("fields")
        .putObject("raw")
        .put("type", "keyword");
    properties.putObject("truth").put("type", "boolean");
    properties.putObject("whole").put("type", "long");
    properties.putObject("small").put("type", "byte");
    properties.putObject("real").put("type", "double");
    properties.putObject("rounded").put("type", "float");
    properties.putObject("short").put("type", "keyword").put("ignore_above", 5);
    if (!words) {
      properties.remove("heading");
    }
    assertThat(
            Past.call(url(), "PUT", "/" + index, body.toString()).path("acknowledged").asBoolean())
        .isTrue();
  }

  private void put(String id, String json, Vector vector) throws Exception {
    ObjectNode fields = (ObjectNode) JsonApi.mapper().readTree(json);
    fields.set("vector", Queries.numbers(vector.values()));
    String path = "/" + index + "/_doc/" + id + "?refresh=true";
    assertThat(Past.call(url(), "PUT", path, fields.toString()).path("result").asText())
        .isEqualTo("created");
  }

  private URI url() {
    return SearchServer.shared(product);
  }

  private IndexSource source(@Nullable String model) {
    return indexes.source(url(), index, IndexDocuments.settings(false, model, null, NAMES));
  }

  private static Found search(
      IndexSource source, String question, @Nullable Filter filter, @Nullable Vector vector) {
    return source.search(request(question, filter, vector)).await().atMost(LONG);
  }

  private static SearchRequest request(
      String question, @Nullable Filter filter, @Nullable Vector vector) {
    return new SearchRequest(
        new Question(question),
        100,
        filter,
        Deadline.after(LONG),
        vector == null
            ? Uni.createFrom().failure(() -> new IllegalStateException("none"))
            : Uni.createFrom().item(vector),
        true);
  }

  private static List<String> ids(Found found) {
    List<String> ids = new ArrayList<>();
    found.passages().forEach(p -> ids.add(PassageId.nativeId(p.id())));
    return ids;
  }
}
