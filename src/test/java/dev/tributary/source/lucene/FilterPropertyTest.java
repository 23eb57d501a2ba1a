package dev.tributary.source.lucene;

import static dev.tributary.source.lucene.LuceneFixture.document;
import static dev.tributary.source.lucene.LuceneFixture.ids;
import static dev.tributary.source.lucene.LuceneFixture.noVector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Question;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.SearchRequest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The index finds what {@link Filter#matches} matches, on whatever metadata and filter. */
class FilterPropertyTest {
  private static final int DOCUMENTS = 300;
  private static final int FILTERS = 400;

  private static final List<String> KEYS = List.of("a", "b", "aa", "a.b", "ключ", "a\u0000s", "🌊");

  private static final List<Object> SCALARS =
      List.of(
          "",
          "a",
          "b",
          "ab",
          "10",
          "true",
          "\u0000",
          "é",
          "e\u0301",
          "\uFF5E",
          "🌊",
          "🌊a",
          "z".repeat(300),
          0,
          -0.0,
          1,
          1L,
          1.0,
          1.0f,
          new BigDecimal("1.000"),
          2,
          10,
          9,
          100,
          -1,
          -1.5,
          -10,
          -9,
          -100,
          0.1,
          0.1f,
          0.12,
          0.123,
          -0.12,
          -0.123,
          1e-300,
          -1e-300,
          1e300,
          Double.MIN_VALUE,
          1L << 53,
          (1L << 53) + 1,
          (double) (1L << 53),
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          Integer.MIN_VALUE,
          new BigInteger("123456789012345678901234567890"),
          new BigDecimal("123456789012345678901234567890.5"),
          new BigDecimal("1E+400"),
          true,
          false);

  private final Random random = new Random(20_26);

  @Test
  void index_and_reference_agree_on_every_filter() {
    try (LuceneFixture lucene = new LuceneFixture()) {
      LuceneSource source = lucene.inMemory(null);
      Map<String, Map<String, Object>> held = new HashMap<>();
      List<ChunkedDocument> documents = new ArrayList<>();
      for (int i = 0; i < DOCUMENTS; i++) {
        Map<String, Object> metadata = metadata();
        held.put("d" + i, metadata);
        documents.add(LuceneFixture.whole(document("d" + i, "word", metadata)));
      }
      // Several segments, some with deletions.
      for (int i = 0; i < DOCUMENTS; i += 60) {
        LuceneFixture.write(source, documents.subList(i, i + 60).toArray(ChunkedDocument[]::new));
      }
      LuceneFixture.write(source, documents.subList(50, 70).toArray(ChunkedDocument[]::new));
      int matched = 0;
      for (int i = 0; i < FILTERS; i++) {
        Filter filter = filter(3);
        List<String> expected =
            held.keySet().stream().filter(id -> filter.matches(held.get(id))).toList();
        assertThat(find(source, filter))
            .as("%s", filter)
            .containsExactlyInAnyOrderElementsOf(expected);
        matched += expected.isEmpty() || expected.size() == DOCUMENTS ? 0 : 1;
      }
      assertThat(matched).as("filters that tell documents apart").isGreaterThan(FILTERS / 3);
    }
  }

  private static List<String> find(LuceneSource source, Filter filter) {
    return ids(
        LuceneFixture.search(
            source,
            new SearchRequest(
                new Question("word"),
                DOCUMENTS,
                filter,
                Deadline.after(LuceneFixture.LONG),
                noVector(),
                false)));
  }

  private Map<String, Object> metadata() {
    Map<String, Object> metadata = new HashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      metadata.put(one(KEYS), random.nextInt(4) == 0 ? scalars(random.nextInt(4)) : one(SCALARS));
    }
    return metadata;
  }

  private Filter filter(int depth) {
    if (depth > 0 && random.nextInt(3) == 0) {
      List<Filter> filters = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        filters.add(filter(depth - 1));
      }
      return new Filter.Compound(
          random.nextBoolean() ? Filter.Compound.Join.AND : Filter.Compound.Join.OR, filters);
    }
    Filter.Operator operator = one(List.of(Filter.Operator.values()));
    Object value =
        switch (operator) {
          case IN, NIN -> scalars(1 + random.nextInt(4));
          case EQ, NE, GT, GTE, LT, LTE -> one(SCALARS);
        };
    return new Filter.Comparison(operator, one(KEYS), value);
  }

  private List<Object> scalars(int count) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(one(SCALARS));
    }
    return list;
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
