package dev.tributary.ranking;

import static dev.tributary.ranking.Given.at;
import static dev.tributary.ranking.Given.list;
import static dev.tributary.ranking.Given.passage;
import static dev.tributary.ranking.Given.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.passage.Passage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolTest {
  private static final String URL = "https://example.com/a";

  @Test
  void a_passage_of_two_sources_is_one_candidate_with_all_provenance() {
    Pool pool =
        pool(
            list(passage("b:x", "other"), at("b:1", URL, "short")),
            list(at("a:1", "http://www.example.com/a/?utm_source=b", "a longer text")));
    assertThat(ids(pool)).containsExactly("a:1", "b:x");
    Candidate merged = pool.candidates().getFirst();
    assertThat(merged.sources()).containsExactly("a", "b");
    assertThat(merged.copies()).extracting(c -> c.rank()).containsExactly(1, 2);
    assertThat(merged.rank()).isEqualTo(1);
  }

  @Test
  void the_best_copy_has_priority_then_length_then_the_smaller_id() {
    Passage small = at("a:1", URL, "text");
    Passage longer = at("b:1", URL, "longer text");
    assertThat(ids(pool(list(1, 1, small), list(1, 0, longer)))).containsExactly("a:1");
    assertThat(ids(pool(list(1, 1, small), list(1, 1, longer)))).containsExactly("b:1");
    assertThat(ids(pool(list(1, 1, small), list(1, 1, at("c:1", URL, "same")))))
        .containsExactly("a:1");
    Candidate best = pool(list(1, 1, small), list(1, 1, longer)).candidates().getFirst();
    assertThat(best.sources()).as("the best copy's first").containsExactly("b", "a");
  }

  @Test
  void parts_of_one_document_in_one_source_stay_apart_and_join_by_content_alone() {
    Pool pool =
        pool(
            list(at("a:1", URL, "first part"), at("a:2", URL, "second part")),
            list(at("b:1", URL, "Second  part"), at("b:2", "https://example.com/b", "third")));
    assertThat(ids(pool)).containsExactly("a:1", "b:1", "b:2");
    assertThat(pool.candidates().get(1).sources()).containsExactly("b", "a");
  }

  @Test
  void one_source_that_repeats_a_passage_does_not_spoil_its_url() {
    Pool pool =
        pool(
            list(at("a:1", URL, "text"), at("a:2", URL, "Text")),
            list(at("b:1", URL, "another extract")));
    assertThat(ids(pool)).containsExactly("b:1");
    assertThat(pool.candidates().getFirst().copies())
        .as("one contribution a source, its best rank")
        .extracting(c -> c.passage().id())
        .containsExactly("a:1", "b:1");
  }

  @Test
  void chunks_are_identified_by_content_alone() {
    Pool pool = pool(list(at("a:1#0", URL, "first part")), list(at("b:1#3", URL, "another part")));
    assertThat(ids(pool)).containsExactly("a:1#0", "b:1#3");
  }

  @Test
  void identity_passes_through_others() {
    Passage url = at("a:1", "https://doi.org/10.1000/x", "one text");
    Passage both = at("b:1", "https://dl.acm.org/doi/10.1000/x", "another text");
    Passage content = at("c:1", "https://example.com/elsewhere", "Another Text");
    assertThat(ids(pool(list(url), list(both), list(content)))).containsExactly("b:1");
  }

  @Test
  void blank_texts_are_not_the_same_text() {
    assertThat(ids(pool(list(passage("a:1", "")), list(passage("b:1", " ")))))
        .containsExactly("a:1", "b:1");
  }

  @Test
  void no_lists_and_empty_lists_make_an_empty_pool() {
    assertThat(pool().candidates()).isEmpty();
    assertThat(pool(new SourceList("a", 1, 0, List.of())).candidates()).isEmpty();
  }

  @Test
  void two_lists_of_one_source_are_a_mistake() {
    assertThatThrownBy(() -> pool(list(passage("a:1", "x")), list(passage("a:2", "y"))))
        .hasMessageContaining("source a");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void the_pool_is_equal_whatever_the_order_of_the_lists(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      List<SourceList> lists = Given.any(random, false);
      PassageTexts texts = new PassageTexts(1_000_000);
      Pool pool = Pool.of(lists, texts);
      List<SourceList> shuffled = new ArrayList<>(lists);
      Collections.shuffle(shuffled, random);
      assertThat(answer(Pool.of(shuffled, texts))).isEqualTo(answer(pool));
      assertThat(ids(pool)).isSorted().doesNotHaveDuplicates();
      for (Candidate candidate : pool.candidates()) {
        assertThat(candidate.sources()).doesNotHaveDuplicates();
        assertThat(candidate.copies()).hasSameSizeAs(candidate.sources());
      }
    }
  }

  private static Ranked answer(Pool pool) {
    return Scored.ranked(Fusion.rrf(60).score(pool), 1_000, 0, null, null);
  }

  private static List<String> ids(Pool pool) {
    return pool.candidates().stream().map(c -> c.passage().id()).toList();
  }
}
