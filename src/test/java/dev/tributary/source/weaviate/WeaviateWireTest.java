package dev.tributary.source.weaviate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Filter.Comparison;
import dev.tributary.passage.Filter.Operator;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.Document;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WordVectors;
import dev.tributary.source.http.JsonApi;
import dev.tributary.source.http.StubApi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What goes over the wire, and what is made of the answers that Weaviate documents. There is a fake
 * on the wire, which proves nothing about Weaviate's own behaviour.
 */
@Timeout(60)
class WeaviateWireTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Vector QUESTION = new Vector(WordVectors.MODEL, new float[] {0.5f, -1});

  private final StubApi fake = StubApi.start();
  private final WeaviateStores stores = new WeaviateStores();
  private String found = "[]";

  @BeforeEach
  void answer() {
    fake.behave(
        r ->
            r.response()
                .end(
                    r.uri().startsWith("/v1/schema")
                        ? """
                        {"class":"Docs","vectorIndexConfig":{"distance":"cosine"},"properties":[
                         {"name":"text","dataType":["text"],"tokenization":"word"},
                         {"name":"lang","dataType":["text"],"tokenization":"field"},
                         {"name":"year","dataType":["int"]},
                         {"name":"of","dataType":["Author"]},
                         {"name":"by","dataType":["object"]},
                         {"name":"where","dataType":["geoCoordinates"]},
                         {"name":"phone","dataType":["phoneNumber"]},
                         {"name":"scan","dataType":["blob"]}]}\
                        """
                        : r.uri().startsWith("/v1/batch")
                            ? "[{\"result\":{\"status\":\"SUCCESS\"}}]"
                            : "{\"data\":{\"Get\":{\"Docs\":" + found + "}}}"));
  }

  @AfterEach
  void stop() throws Exception {
    stores.close();
    fake.close();
  }

  @Test
  void words_and_vector_are_fused_in_one_call() {
    found =
        "[{\"text\":\"A"
            + " river\",\"year\":2020,\"_additional\":{\"id\":\"7\",\"score\":\"0.0163\"}}]";
    Found answer = search(flat(), 0.5, QUESTION, null);
    assertThat(query())
        .isEqualTo(
            "{ Get { Docs(hybrid: {query: \"a \\\"river\\\"\", vector: [0.5, -1.0], alpha: 0.5,"
                + " fusionType: rankedFusion, properties: [\"text\"]}, limit: 5)"
                + " { text lang year _additional { id distance score } } } }");
    assertThat(fake.lastSeen().headers().get("Authorization"))
        .isEqualTo("Bearer " + WeaviateStores.SECRET);
    Passage passage = answer.passages().getFirst();
    assertThat(passage.id()).isEqualTo("contract:7");
    assertThat(passage.signal()).isEqualTo(Signal.SCORE);
    assertThat(passage.rawScore()).isEqualTo(0.0163);
    assertThat(passage.metadata()).isEqualTo(Map.of("year", 2020));
  }

  @Test
  void vector_alone_is_searched_by_distance() {
    found = "[{\"text\":\"A river\",\"_additional\":{\"id\":\"7\",\"distance\":0.25}}]";
    Found answer = search(flat(), 1, QUESTION, null);
    assertThat(query()).contains("Docs(nearVector: {vector: [0.5, -1.0]}, limit: 5)");
    assertThat(answer.passages().getFirst().signal()).isEqualTo(Signal.COSINE);
    assertThat(answer.passages().getFirst().rawScore()).isEqualTo(0.75);
  }

  @Test
  void without_a_vector_the_words_are_searched() {
    found = "[{\"text\":\"A river\",\"_additional\":{\"id\":\"7\",\"score\":\"1.5\"}}]";
    Found answer = search(flat(), 0.5, null, null);
    assertThat(query()).contains("Docs(bm25: {query: \"a \\\"river\\\"\", properties: [\"text\"]}");
    assertThat(answer.degraded()).isEqualTo(Found.NO_VECTOR);
    assertThat(answer.passages().getFirst().signal()).isEqualTo(Signal.BM25);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lang | EQ  | a"b | {path: ["lang"], operator: Equal, valueText: "a\\"b"}
          year | GT  | 5   | {path: ["year"], operator: GreaterThan, valueInt: 5}
          year | GTE | 5.5 | {path: ["year"], operator: GreaterThanEqual, valueInt: 6}
          year | GT  | 5.5 | {path: ["year"], operator: GreaterThanEqual, valueInt: 6}
          year | LT  | 5.5 | {path: ["year"], operator: LessThanEqual, valueInt: 5}
          """)
  void filter_over_properties_is_pushed_down(String key, Operator op, String value, String where) {
    Object wanted = key.equals("lang") ? value : (Object) Double.valueOf(value);
    search(flat(), 1, QUESTION, new Comparison(op, key, wanted));
    assertThat(query()).contains("where: " + where);
  }

  @Test
  void filter_over_metadata_of_our_own_is_pushed_down_as_terms() {
    search(
        WeaviateStores.settings(),
        1,
        QUESTION,
        new Comparison(Operator.IN, "k", List.of("x ", 1.0, true)));
    assertThat(query())
        .contains(
            "where: {path: [\"metadata_terms\"], operator: ContainsAny, valueText:"
                + " [\"k=\\\"x \\\"\", \"k=1\", \"k=true\"]}");
  }

  @ParameterizedTest
  @CsvSource({"text, EQ", "year, NE", "lang, NIN"})
  void filter_that_weaviate_cannot_keep_is_refused(String key, Operator op) {
    Object value = op == Operator.NIN ? List.of("a") : (Object) "a";
    assertThatThrownBy(() -> search(flat(), 1, QUESTION, new Comparison(op, key, value)))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED));
  }

  @Test
  void document_is_written_with_its_vector_and_terms() throws Exception {
    WeaviateSource source = source(WeaviateStores.settings(), 0.5);
    Document document = new Document("d", "T", null, "text", "en", Map.of("k", List.of("a", 1)));
    source
        .write(
            List.of(
                new ChunkedDocument(
                    document, "h", List.of(new ChunkedDocument.Chunk("text", QUESTION)))))
        .await()
        .atMost(LONG);
    JsonNode object =
        JsonApi.mapper()
            .readTree(
                fake.seen().stream()
                    .filter(seen -> seen.uri().equals("/v1/batch/objects"))
                    .findFirst()
                    .orElseThrow()
                    .body())
            .at("/objects/0");
    assertThat(object.path("class").asText()).isEqualTo("Docs");
    assertThat(object.path("vector").toString()).isEqualTo("[0.5,-1.0]");
    assertThat(object.at("/properties/metadata").asText()).isEqualTo("{\"k\":[\"a\",1]}");
    assertThat(object.at("/properties/metadata_terms").toString())
        .isEqualTo("[\"k=\\\"a\\\"\",\"k=1\"]");
    assertThat(object.at("/properties/document").asText()).isEqualTo("d");
  }

  @Test
  void chunks_of_a_document_whose_id_differs_by_a_space_stay() {
    found =
        """
        [{"document":"d","_additional":{"id":"00000000-0000-0000-0000-000000000001"}},
         {"document":"d ","_additional":{"id":"00000000-0000-0000-0000-000000000002"}}]\
        """;
    source(WeaviateStores.settings(), 0.5).delete(List.of("d")).await().atMost(LONG);
    assertThat(fake.seen())
        .filteredOn(seen -> seen.method().equals("DELETE"))
        .extracting(StubApi.Seen::uri)
        .containsExactly("/v1/objects/Docs/00000000-0000-0000-0000-000000000001");
  }

  @ParameterizedTest
  @CsvSource({
    "vector lengths do not match: 64 vs 2, BAD_REQUEST",
    "explorer: get class: 429 Too many requests, OVERLOADED",
    "forbidden action: user has insufficient permissions to read_data, AUTH",
    "remote shard object search: context deadline exceeded, TIMEOUT",
    "remote shard: dial tcp 10.0.0.7:7001: connect: connection refused, UNAVAILABLE"
  })
  void error_of_graphql_is_told_in_its_own_words_and_has_its_kind(String words, ErrorKind kind) {
    fake.behave(
        r ->
            r.response()
                .end(
                    r.uri().startsWith("/v1/schema")
                        ? "{\"class\":\"Docs\"}"
                        : "{\"errors\":[{\"message\":\"" + words + "\"}]}"));
    assertThatThrownBy(() -> search(flat(), 1, QUESTION, null))
        .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining("collection \"Docs\"")
        .hasMessageContaining(words);
  }

  private static StoreSettings flat() {
    StoreSettings s = WeaviateStores.settings();
    StoreFields f = s.fields();
    return new StoreSettings(
        s.name(),
        s.content(),
        s.dimensions(),
        false,
        new StoreFields(
            f.id(), f.chunk(), f.title(), f.url(), f.text(), f.language(), StoreFields.ALL_OTHERS),
        s.source());
  }

  private WeaviateSource source(StoreSettings settings, double alpha) {
    return stores.open(
        fake.uri(),
        new WeaviateShape("Docs", Optional.empty(), Optional.empty(), alpha, Optional.empty()),
        settings);
  }

  private Found search(
      StoreSettings settings, double alpha, @Nullable Vector vector, @Nullable Filter filter) {
    Uni<Vector> wanted =
        vector == null
            ? Uni.createFrom().failure(() -> new IllegalStateException("the embedder is down"))
            : Uni.createFrom().item(vector);
    return source(settings, alpha)
        .search(
            new SearchRequest(
                new Question("a \"river\""), 5, filter, Deadline.after(LONG), wanted, false))
        .await()
        .atMost(LONG);
  }

  private String query() {
    try {
      return JsonApi.mapper().readTree(fake.lastSeen().body()).path("query").asText();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
