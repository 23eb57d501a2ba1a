package dev.tributary.ranking;

import static dev.tributary.ranking.Given.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.passage.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiversityTest {
  private static final Vector EAST = vector(1, 0, 0);
  private static final Vector NEARLY_EAST = vector(1, 0.1f, 0);
  private static final Vector NORTH = vector(0, 1, 0);

  @Test
  void without_diversity_the_best_are_chosen() {
    assertThat(choose(rivers(), 2, 0, null)).containsExactly(0, 1);
  }

  @Test
  void what_repeats_by_its_vector_gives_way_to_what_does_not() {
    List<RankedPassage> ranked =
        List.of(
            ranked("a:1", 3, "one text", EAST),
            ranked("a:2", 2.9, "another wording", NEARLY_EAST),
            ranked("a:3", 1, "third words", NORTH));
    assertThat(choose(ranked, 2, 0.5, null)).containsExactly(0, 2);
    assertThat(choose(ranked, 2, 0.1, null)).containsExactly(0, 1);
    assertThat(choose(ranked, 3, 1, null)).containsExactly(0, 1, 2);
  }

  @Test
  void what_repeats_by_its_words_does_so_when_a_vector_is_missing() {
    assertThat(choose(rivers(), 2, 0.5, null)).containsExactly(0, 2);
  }

  @Test
  void a_source_has_its_share_and_no_more() {
    List<RankedPassage> ranked = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ranked.add(ranked("a:" + i, 100 - i, "text " + i, null));
    }
    ranked.add(ranked("b:0", 2, "beta", null));
    ranked.add(ranked("c:0", 1, "gamma", null));
    assertThat(choose(ranked, 10, 0, 2)).containsExactly(0, 1, 50, 51);
    assertThat(choose(ranked, 3, 0, 2)).containsExactly(0, 1, 50);
    assertThat(choose(ranked, 10, 0.3, 2)).hasSize(4).contains(0, 50, 51);
  }

  @Test
  void nothing_and_little_is_chosen_from_too() {
    assertThat(choose(List.of(), 10, 0.5, 1)).isEmpty();
    assertThat(choose(rivers().subList(0, 1), 10, 1, 1)).containsExactly(0);
  }

  @Test
  void equal_scores_and_equal_texts_go_by_rank() {
    List<RankedPassage> same = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      same.add(ranked("a:" + i, 1, "the same", null));
    }
    assertThat(choose(same, 3, 0.7, null)).containsExactly(0, 1, 2);
  }

  @Test
  void vectors_that_are_no_numbers_do_no_harm() {
    List<RankedPassage> ranked =
        List.of(
            ranked("a:1", 2, "x", vector(Float.NaN, 0, 0)), ranked("a:2", 1, "y", vector(0, 0, 0)));
    assertThat(choose(ranked, 2, 0.5, null)).containsExactly(0, 1);
  }

  @Test
  void likeness_is_between_0_and_1_equal_both_ways_and_1_with_itself() {
    Random random = new Random(9);
    List<RankedPassage> ranked = new ArrayList<>();
    for (SourceList list : Given.any(random, false)) {
      list.passages().forEach(p -> ranked.add(ranked(p.id(), 1, p.text() + " word", null)));
    }
    Likeness likeness = Likeness.among(ranked);
    for (int i = 0; i < ranked.size(); i++) {
      assertThat(likeness.of(i, i)).isGreaterThan(0.999).isLessThanOrEqualTo(1);
      for (int j = 0; j < i; j++) {
        assertThat(likeness.of(i, j)).isBetween(0.0, 1.0).isEqualTo(likeness.of(j, i));
      }
    }
  }

  private static List<RankedPassage> rivers() {
    return List.of(
        ranked("a:1", 3, "the river floods the old town every spring", EAST),
        ranked("a:2", 2.9, "every spring the river floods the old town centre", null),
        ranked("a:3", 2, "dams were built upstream in 1960", NORTH),
        ranked("a:4", 0, "ships need water under the keel", NORTH));
  }

  static RankedPassage ranked(String id, double score, String text, @Nullable Vector vector) {
    return new RankedPassage(
        Given.passage(id, null, text, null, vector),
        score,
        List.of(id.substring(0, id.indexOf(':'))),
        List.of());
  }

  private static List<Integer> choose(
      List<RankedPassage> ranked, int wanted, double diversity, @Nullable Integer share) {
    return Diversity.choose(ranked, wanted, diversity, share, () -> false);
  }
}
