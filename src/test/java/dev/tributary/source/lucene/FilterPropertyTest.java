package dev.tributary.source.lucene;

import static dev.tributary.source.lucene.LuceneFixture.document;
import static dev.tributary.source.lucene.LuceneFixture.ids;
import static dev.tributary.source.lucene.LuceneFixture.noVector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Filter;
import dev.tributary.passage.Question;
import dev.tributary.source.ChunkedDocument;
import dev.tributary.source.FilterCases;
import dev.tributary.source.SearchRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The index finds what {@link Filter#matches} matches, on whatever metadata and filter. */
class FilterPropertyTest {
  private static final int DOCUMENTS = 300;
  private static final int FILTERS = 400;

  private final FilterCases cases =
      new FilterCases(FilterCases.KEYS, FilterCases.SCALARS, EnumSet.allOf(Filter.Operator.class));

  @Test
  void index_and_reference_agree_on_every_filter() {
    try (LuceneFixture lucene = new LuceneFixture()) {
      LuceneSource source = lucene.inMemory(null);
      Map<String, Map<String, Object>> held = new HashMap<>();
      List<ChunkedDocument> documents = new ArrayList<>();
      for (int i = 0; i < DOCUMENTS; i++) {
        Map<String, Object> metadata = cases.metadata();
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
        Filter filter = cases.filter(3);
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
}
