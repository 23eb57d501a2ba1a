package dev.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The measures against figures that others have published, and some worked out by hand. */
class MetricsTest {
  private static final Offset<Double> EXACTLY = within(1e-12);
  private static final Offset<Double> FOUR_DIGITS = within(5e-5);

  /** A run in the order of trec_eval: by score, ties by id from the end of the alphabet on. */
  private static int[] list(Map<String, Double> run, Map<String, Integer> judged) {
    Comparator<Map.Entry<String, Double>> byScore = Map.Entry.comparingByValue();
    return run.entrySet().stream()
        .sorted(byScore.thenComparing(Map.Entry.comparingByKey()).reversed())
        .mapToInt(document -> judged.getOrDefault(document.getKey(), -1))
        .toArray();
  }

  /** The example in the README of pytrec_eval, which runs trec_eval's own code. */
  @Test
  void ndcg_is_what_trec_eval_says_of_the_example_of_pytrec_eval() {
    Map<String, Integer> q1 = Map.of("d1", 0, "d2", 1, "d3", 0);
    int[] list1 = list(Map.of("d1", 1.0, "d2", 0.0, "d3", 1.5), q1);
    Map<String, Integer> q2 = Map.of("d2", 1, "d3", 1);
    int[] list2 = list(Map.of("d1", 1.5, "d2", 0.2, "d3", 0.5), q2);

    assertThat(Metrics.ndcg(list1, q1.values(), 10)).isEqualTo(0.5, EXACTLY);
    assertThat(Metrics.ndcg(list2, q2.values(), 10)).isEqualTo(0.6934264036172708, EXACTLY);
  }

  /** The example in the README of ranx, which is tested against trec_eval. */
  @Test
  void graded_ndcg_and_reciprocal_rank_are_what_ranx_says() {
    Map<String, Double> run1 =
        Map.of("d_12", .9, "d_23", .8, "d_25", .7, "d_36", .6, "d_32", .5, "d_35", .4);
    Map<String, Double> run2 =
        Map.of("d_12", .9, "d_11", .8, "d_25", .7, "d_36", .6, "d_22", .5, "d_35", .4);
    Map<String, Integer> q1 = Map.of("d_12", 5, "d_25", 3);
    Map<String, Integer> q2 = Map.of("d_11", 6, "d_22", 1);

    double ndcg =
        Metrics.ndcg(list(run1, q1), q1.values(), 5) + Metrics.ndcg(list(run2, q2), q2.values(), 5);
    double rr =
        Metrics.reciprocalRank(list(run1, q1), 10) + Metrics.reciprocalRank(list(run2, q2), 10);

    assertThat(ndcg / 2).isEqualTo(0.7861, FOUR_DIGITS);
    assertThat(rr / 2).isEqualTo(0.75, EXACTLY);
  }

  /** The worked example of the encyclopedia article on discounted cumulative gain. */
  @Test
  void gain_of_six_graded_documents_is_what_textbooks_show() {
    int[] list = {3, 2, 3, 0, 1, 2};
    List<Integer> judged = List.of(3, 2, 3, 0, 1, 2, 3, 2);

    assertThat(Metrics.gain(list, 6)).isEqualTo(6.861, within(5e-4));
    assertThat(Metrics.idealGain(judged, 6)).isEqualTo(8.740, within(5e-4));
    assertThat(Metrics.ndcg(list, judged, 6)).isEqualTo(0.785, within(5e-4));
  }

  @Test
  void gain_is_the_score_itself_not_two_to_its_power() {
    // 1 + 2 / log2(3), over 2 + 1 / log2(3); with 2^score - 1 it would be .797.
    assertThat(Metrics.ndcg(new int[] {1, 2}, List.of(2, 1), 10))
        .isEqualTo(0.8597186998521972, EXACTLY);
  }

  @Test
  void ties_are_broken_as_trec_eval_breaks_them() {
    Map<String, Integer> judged = Map.of("a", 1);
    int[] tied = list(Map.of("a", 1.0, "b", 1.0, "c", 1.0), judged);

    assertThat(tied).containsExactly(-1, -1, 1);
    assertThat(Metrics.reciprocalRank(tied, 10)).isEqualTo(1.0 / 3, EXACTLY);
    assertThat(Metrics.ndcg(tied, judged.values(), 10)).isEqualTo(0.5, EXACTLY);
  }

  @Test
  void what_nobody_has_judged_takes_a_place_and_gains_nothing() {
    int[] list = {-1, -2, 1};

    assertThat(Metrics.ndcg(list, List.of(1, -2), 10)).isEqualTo(0.5, EXACTLY);
    assertThat(Metrics.reciprocalRank(list, 10)).isEqualTo(1.0 / 3, EXACTLY);
    assertThat(Metrics.recall(list, List.of(1, -2), 10)).isEqualTo(1);
    assertThat(Metrics.judged(list, 10)).isEqualTo(1.0 / 3, EXACTLY);
  }

  @Test
  void nothing_counts_behind_the_cutoff() {
    int[] list = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    assertThat(Metrics.ndcg(list, List.of(1), 10)).isZero();
    assertThat(Metrics.reciprocalRank(list, 10)).isZero();
    assertThat(Metrics.recall(list, List.of(1), 10)).isZero();
    assertThat(Metrics.recall(list, List.of(1), 11)).isEqualTo(1);
  }

  @Test
  void recall_is_the_share_of_all_that_is_relevant_found_or_not() {
    assertThat(Metrics.recall(new int[] {2, 0, 1}, List.of(2, 1, 1, 3, 0), 10)).isEqualTo(0.5);
  }

  @Test
  void best_list_is_cut_off_too() {
    // 12 relevant documents and 10 of them found: as good as a list of ten can be.
    List<Integer> judged = Collections.nCopies(12, 1);
    int[] list = IntStream.generate(() -> 1).limit(10).toArray();

    assertThat(Metrics.ndcg(list, judged, 10)).isEqualTo(1, EXACTLY);
  }

  @Test
  void empty_list_and_question_without_answer_score_nothing() {
    assertThat(Scores.of(new int[0], List.of(1), 10)).isEqualTo(new Scores(0, 0, 0, 0));
    assertThat(Scores.of(new int[] {0}, List.of(0), 10)).isEqualTo(new Scores(0, 0, 0, 1));
  }
}
