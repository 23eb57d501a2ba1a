package dev.tributary.ranking;

import static dev.tributary.ranking.Given.list;
import static dev.tributary.ranking.Given.passage;
import static dev.tributary.ranking.Given.pool;
import static dev.tributary.ranking.Given.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.passage.Passage;
import dev.tributary.passage.Signal;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FusionTest {
  private static final Offset<Double> EXACT = within(1e-12);

  @Test
  void rrf_adds_weighted_reciprocal_ranks() {
    Pool pool =
        pool(
            list(passage("a:1", "one"), passage("a:2", "two")),
            list(0.5, 0, passage("b:2", "two"), passage("b:3", "three")));
    List<Scored> scored = best(Fusion.rrf(60), pool);
    assertThat(ids(scored)).containsExactly("a:2", "a:1", "b:3");
    assertThat(scored.get(0).score()).isEqualTo(1.0 / 62 + 0.5 / 61, EXACT);
    assertThat(scored.get(1).score()).isEqualTo(1.0 / 61, EXACT);
    assertThat(scored.get(2).score()).isEqualTo(0.5 / 62, EXACT);
    assertThat(scored.getFirst().parts())
        .containsExactly(
            new Contribution("a", 2, null, Signal.RANK, 1, 1.0 / 62),
            new Contribution("b", 1, null, Signal.RANK, 0.5, 0.5 / 61));
  }

  @Test
  void rrf_ignores_scores_but_reports_them() {
    Scored scored = best(Fusion.rrf(2), pool(list(scored("a:1", 0.5)))).getFirst();
    assertThat(scored.parts())
        .containsExactly(new Contribution("a", 1, 0.5, Signal.RANK, 1, 1.0 / 3));
  }

  @Test
  void minmax_stretches_each_list() {
    assertThat(worth(Fusion.minmax(), 30, 20, 10)).containsExactly(1, 0.5, 0);
    assertThat(worth(Fusion.minmax(), 7)).containsExactly(1);
    assertThat(worth(Fusion.minmax(), 7, 7)).containsExactly(1, 1);
  }

  @Test
  void zscore_counts_in_standard_deviations() {
    assertThat(worth(Fusion.zscore(), 4, 2)).containsExactly(1, -1);
    assertThat(worth(Fusion.zscore(), 0.1, 0.1, 0.1)).containsExactly(0, 0, 0);
    assertThat(worth(Fusion.zscore(), 5)).containsExactly(0);
  }

  @Test
  void dbsf_puts_three_deviations_at_zero_and_one() {
    assertThat(worth(Fusion.dbsf(), 4, 2)).containsExactly(0.5 + 1.0 / 6, 0.5 - 1.0 / 6);
    assertThat(worth(Fusion.dbsf(), 5, 5)).containsExactly(0.5, 0.5);
  }

  @Test
  void linear_adds_weighted_raw_scores() {
    Pool pool =
        pool(
            list(2, 0, scored("a:1", 3)),
            list(Given.passage("b:1", null, "text of a:1", 0.5, null)));
    assertThat(best(Fusion.linear(), pool).getFirst().score()).isEqualTo(6.5, EXACT);
  }

  @ParameterizedTest
  @EnumSource(names = {"MINMAX", "ZSCORE", "DBSF", "LINEAR"})
  void a_list_without_scores_counts_by_reciprocal_rank(FusionMethod method) {
    Fusion fusion = Fusion.of(method, 60);
    SourceList none = list(passage("a:1", "x"), passage("a:2", "y"), passage("a:3", "z"));
    SourceList some = list(scored("a:1", 9), passage("a:2", "y"), scored("a:3", 8));
    SourceList same = list(scored("a:1", 1), scored("a:2", 1 / 2.0), scored("a:3", 1 / 3.0));
    assertThat(fusion.worth(none).places()).isEqualTo(fusion.worth(same).places());
    assertThat(fusion.worth(some).places()).isEqualTo(fusion.worth(same).places());
    assertThat(fusion.worth(some).byRank()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POOLED")
  void parts_sum_and_no_score_is_ever_not_a_number(FusionMethod method) {
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      Pool pool = Pool.of(Given.any(random, false), new PassageTexts(100_000));
      for (Scored scored : Fusion.of(method, 60).score(pool)) {
        assertThat(scored.score()).isFinite();
        double sum = scored.parts().stream().mapToDouble(Contribution::part).sum();
        assertThat(sum).isEqualTo(scored.score(), within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POOLED")
  void extreme_scores_stay_numbers(FusionMethod method) {
    Pool pool =
        pool(list(100, 0, scored("a:1", Double.MAX_VALUE), scored("a:2", -Double.MAX_VALUE)));
    assertThat(Fusion.of(method, 60).score(pool)).allMatch(s -> Double.isFinite(s.score()));
  }

  @Test
  void ties_go_to_priority_then_rank_and_at_last_to_the_id() {
    Pool pool =
        pool(
            list(1, 0, scored("a:1", 5), scored("a:2", 5)),
            list(1, 3, scored("b:x", 1), scored("b:1", 5)),
            list(1, 0, scored("c:1", 5)));
    assertThat(ids(best(Fusion.linear(), pool))).containsExactly("b:1", "a:1", "c:1", "a:2", "b:x");
  }

  @Test
  void ties_of_rank_go_to_the_higher_score() {
    Pool pool = pool(list(passage("a:1", "x")), list(scored("b:1", 1)), list(scored("c:1", 2)));
    assertThat(ids(best(Fusion.rrf(60), pool))).containsExactly("c:1", "b:1", "a:1");
  }

  @Test
  void a_source_of_weight_zero_adds_nothing() {
    Pool pool = pool(list(0, 0, scored("a:1", 5)), list(scored("b:1", 1), scored("b:2", 0.5)));
    assertThat(ids(best(Fusion.linear(), pool))).containsExactly("b:1", "b:2", "a:1");
  }

  private static double[] worth(Fusion fusion, double... scores) {
    Passage[] passages = new Passage[scores.length];
    for (int i = 0; i < scores.length; i++) {
      passages[i] = scored("a:" + i, scores[i]);
    }
    return fusion.worth(list(passages)).places();
  }

  private static List<Scored> best(Fusion fusion, Pool pool) {
    return fusion.score(pool).stream().sorted(Scored.BEST_FIRST).toList();
  }

  private static List<String> ids(List<Scored> scored) {
    return scored.stream().map(s -> s.candidate().passage().id()).toList();
  }
}
