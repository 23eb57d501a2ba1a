package dev.tributary.source.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Filter.Comparison;
import dev.tributary.passage.Filter.Operator;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Question;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.FilterCases;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import dev.tributary.source.StoreFields;
import dev.tributary.source.StoreSettings;
import dev.tributary.source.WordVectors;
import dev.tributary.source.http.JsonApi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections that somebody else made: metadata in fields of the schema, each of one type. */
class MilvusForeignIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final List<String> KEYS = List.of("word", "whole", "real", "truth");

  /** Milvus Lite, unlike Milvus, looks for no list in the dynamic field. */
  private static final List<String> WITHOUT_DYNAMIC =
      List.of("word", "whole", "real", "truth", "nowhere");

  private final MilvusStores stores = new MilvusStores();
  private final String collection = "f" + UUID.randomUUID().toString().replace("-", "");

  @AfterEach
  void drop() throws Exception {
    stores.drop(collection);
    stores.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void filters_over_fields_of_the_schema_find_what_the_reference_matches(boolean isDynamic)
      throws Exception {
    make(isDynamic);
    Map<String, Map<String, Object>> held = new HashMap<>();
    ArrayNode rows = JsonApi.mapper().createArrayNode();
    Random random = new Random(3);
    for (int i = 0; i < 60; i++) {
      Map<String, Object> metadata = metadata(random);
      held.put("d" + i, metadata);
      rows.add(row("d" + i, metadata));
    }
    put(rows);
    FilterCases cases =
        new FilterCases(
            isDynamic ? KEYS : WITHOUT_DYNAMIC, FilterCases.SCALARS, EnumSet.allOf(Operator.class));
    int told = 0;
    for (int i = 0; i < 200; i++) {
      Filter filter = cases.filter(1);
      try {
        assertThat(ids(filter))
            .as("%s", filter)
            .containsExactlyInAnyOrderElementsOf(
                held.keySet().stream().filter(id -> filter.matches(held.get(id))).toList());
        told++;
      } catch (SourceException e) {
        assertThat(e.kind()).as("%s", filter).isEqualTo(ErrorKind.UNSUPPORTED);
        assertThat(e).hasMessageContaining("\"real\"");
      }
    }
    assertThat(told).as("filters that were not refused").isGreaterThan(150);
  }

  @Test
  void field_of_a_type_that_does_not_compare_exactly_is_refused() throws Exception {
    make(false);
    assertThatThrownBy(() -> ids(new Comparison(Operator.NE, "rounded", 1)))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED))
        .hasMessageContaining("\"rounded\"")
        .hasMessageContaining("a field of type Float");
  }

  private static Map<String, Object> metadata(Random random) {
    List<String> words = List.of("a", "b", "ab", "10", "é", "a\"b", "a\\b");
    List<Long> wholes = List.of(0L, 1L, 2L, 9L, 10L, -9L, 100L, Long.MAX_VALUE, Long.MIN_VALUE);
    List<Double> reals = List.of(0.0, 1.0, -1.5, 0.1, 0.12, 1e300, 1e-300, -10.0);
    return Map.of(
        "word", words.get(random.nextInt(words.size())),
        "whole", wholes.get(random.nextInt(wholes.size())),
        "real", reals.get(random.nextInt(reals.size())),
        "truth", random.nextBoolean());
  }

  private static ObjectNode row(String id, Map<String, Object> metadata) {
    ObjectNode row = JsonApi.mapper().valueToTree(metadata);
    row.put("pk", id).put("body", "word").put("rounded", 0.5f);
    row.set("vector", JsonApi.mapper().valueToTree(WordVectors.of("word " + id).values()));
    return row;
  }

  private List<String> ids(Filter filter) {
    SearchRequest request =
        new SearchRequest(
            new Question("word"),
            60,
            filter,
            Deadline.after(LONG),
            Uni.createFrom().item(WordVectors.of("word")),
            false);
    return source().search(request).await().atMost(LONG).passages().stream()
        .map(p -> PassageId.nativeId(p.id()))
        .toList();
  }

  private MilvusSource source() {
    StoreSettings s = MilvusStores.settings(false);
    StoreFields flat =
        new StoreFields("pk", "part", "head", "link", "body", "lang", StoreFields.ALL_OTHERS);
    return stores.open(
        MilvusStores.uri(),
        collection,
        new StoreSettings(s.name(), s.content(), s.dimensions(), false, flat, s.source()));
  }

  private void make(boolean isDynamic) throws Exception {
    ObjectNode body = JsonApi.mapper().createObjectNode().put("collectionName", collection);
    ObjectNode schema = body.putObject("schema").put("enableDynamicField", isDynamic);
    ArrayNode fields = schema.putArray("fields");
    field(fields, "pk", "VarChar").put("isPrimary", true);
    List.of("body", "word").forEach(name -> field(fields, name, "VarChar"));
    field(fields, "whole", "Int64");
    field(fields, "real", "Double");
    field(fields, "rounded", "Float");
    field(fields, "truth", "Bool");
    field(fields, "vector", "FloatVector");
    body.putObject("params").put("consistencyLevel", "Strong");
    body.putArray("indexParams")
        .addObject()
        .put("fieldName", "vector")
        .put("indexName", "vector")
        .put("metricType", "COSINE")
        .put("indexType", "AUTOINDEX");
    post("collections/create", body);
  }

  private static ObjectNode field(ArrayNode fields, String name, String type) {
    ObjectNode field = fields.addObject().put("fieldName", name).put("dataType", type);
    ObjectNode params = field.putObject("elementTypeParams");
    switch (type) {
      case "VarChar" -> params.put("max_length", "100");
      case "FloatVector" -> params.put("dim", "64");
      default -> {}
    }
    return field;
  }

  private void put(ArrayNode rows) throws Exception {
    ObjectNode body = JsonApi.mapper().createObjectNode().put("collectionName", collection);
    post("entities/upsert", body.set("data", rows));
  }

  private static void post(String path, ObjectNode body) throws Exception {
    String answer = MilvusStores.post(path, body.toString());
    assertThat(JsonApi.mapper().readTree(answer).path("code").asInt(-1)).as(answer).isZero();
  }
}
