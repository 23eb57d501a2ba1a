package dev.tributary.ranking;

import static dev.tributary.ranking.Given.list;
import static dev.tributary.ranking.Given.passage;
import static dev.tributary.ranking.Given.pool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PooledScoringTest {
  private static final Question RIVER = new Question("river");

  @Test
  void words_and_the_rank_in_the_source_decide() {
    List<Scored> best =
        PooledScoring.of(
                RIVER, pool(list(passage("a:1", "lake water"), passage("a:2", "river water"))))
            .byWords();
    assertThat(ids(best)).containsExactly("a:2", "a:1");
    // Two values are one deviation from their mean.
    assertThat(best.get(0).score()).isEqualTo(1 + 0.5 / 2, within(1e-9));
    assertThat(best.get(1).score()).isEqualTo(-1 + 0.5, within(1e-9));
    assertThat(best.getFirst().parts())
        .extracting(Contribution::signal)
        .containsExactly(Signal.BM25, Signal.SOURCE_RANK);
    assertThat(best.getFirst().parts().getFirst().source()).isNull();
    assertThat(best.getFirst().parts().get(1).source()).isEqualTo("a");
  }

  @Test
  void words_and_cosine_share_the_weight() {
    PooledScoring scoring =
        PooledScoring.of(
            RIVER, pool(list(passage("a:1", "lake water"), passage("a:2", "river water"))));
    List<Scored> best = scoring.byCosine(new double[] {0.9, 0.1}, 0.7);
    assertThat(ids(best)).containsExactly("a:1", "a:2");
    assertThat(best.getFirst().score()).isEqualTo(0.7 - 0.3 + 0.1, within(1e-9));
    assertThat(best.getFirst().parts().get(1))
        .isEqualTo(new Contribution(null, null, 0.9, Signal.COSINE, 0.7, 0.7));
  }

  @Test
  void the_weight_of_the_cosine_follows_the_model() {
    assertThat(PooledScoring.cosineWeight("minilm-l6-v2-q")).isEqualTo(0.6);
    assertThat(PooledScoring.cosineWeight("bge-small-en-v1.5-q")).isEqualTo(0.7);
  }

  @Test
  void a_weight_lifts_as_much_as_its_inverse_lowers() {
    Pool pool =
        pool(
            list(2, 0, passage("a:1", "river")),
            list(0.5, 0, passage("b:1", "the river")),
            list(1, 0, passage("c:1", "of the river")));
    List<Scored> best = PooledScoring.of(RIVER, pool).byWords();
    assertThat(ids(best)).containsExactly("a:1", "c:1", "b:1");
    assertThat(best.get(0).score() - best.get(1).score()).isEqualTo(Math.log(2), within(1e-9));
    assertThat(best.get(1).score() - best.get(2).score()).isEqualTo(Math.log(2), within(1e-9));
    assertThat(best.get(1).parts()).noneMatch(p -> p.signal() == Signal.WEIGHT);
  }

  @Test
  void passages_of_weight_zero_are_behind_all_others_in_their_own_order() {
    Pool pool =
        pool(
            list(0, 9, passage("a:1", "lake"), passage("a:2", "river"), passage("a:3", "shared")),
            list(passage("b:1", "sea"), passage("b:2", "shared")));
    List<Scored> best = PooledScoring.of(RIVER, pool).byWords();
    assertThat(ids(best)).containsExactly("b:1", "a:3", "a:2", "a:1");
  }

  @Test
  void only_weight_zero_ranks_as_usual() {
    Pool pool = pool(list(0, 0, passage("a:1", "lake"), passage("a:2", "river")));
    assertThat(ids(PooledScoring.of(RIVER, pool).byWords())).containsExactly("a:2", "a:1");
  }

  @Test
  void several_sources_that_found_it_each_add_their_rank() {
    Pool pool =
        pool(
            list(passage("a:1", "sea")), list(passage("b:1", "sea")), list(passage("c:1", "lake")));
    List<Scored> best = PooledScoring.of(RIVER, pool).byWords();
    assertThat(ids(best)).containsExactly("a:1", "c:1");
    assertThat(best.getFirst().score()).isEqualTo(0.5 + 0.5, within(1e-9));
  }

  @Test
  void one_candidate_is_scored_without_a_spread() {
    List<Scored> one =
        PooledScoring.of(RIVER, pool(list(passage("a:1", "river"))))
            .byCosine(new double[] {0.3}, 0.5);
    assertThat(one).singleElement().satisfies(s -> assertThat(s.score()).isEqualTo(0.1));
    assertThat(PooledScoring.of(RIVER, pool()).byWords()).isEmpty();
  }

  @Test
  void the_head_is_ahead_and_scores_fall_along_the_list() {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      Pool pool = Pool.of(Given.any(random, false), new PassageTexts(100_000));
      PooledWords words = PooledWords.of(new Question("river passagens search"), pool);
      PooledScoring head = words.scoring().head(words.ranking(), 1 + random.nextInt(20));
      double[] cosines = random.doubles(head.candidates().size(), -1, 1).toArray();
      List<Scored> best = head.byCosine(cosines, 0.5);
      List<Scored> joined = PooledScoring.join(best, words.ranking());
      assertThat(joined).hasSameSizeAs(pool.candidates());
      assertThat(joined.subList(0, best.size())).isEqualTo(best);
      assertThat(joined.stream().map(Scored::candidate)).doesNotHaveDuplicates();
      assertFallingAndSummed(joined);
      for (Scored rest : joined.subList(best.size(), joined.size())) {
        assertThat(rest.parts().getLast().signal()).isEqualTo(Signal.TAIL);
        assertThat(rest.parts().getLast().part()).isNegative();
      }
    }
  }

  @Test
  void parts_sum_and_no_score_is_ever_not_a_number() {
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      Pool pool = Pool.of(Given.any(random, false), new PassageTexts(100_000));
      PooledScoring scoring = PooledScoring.of(new Question("river rios 漢字 with"), pool);
      double[] cosines = new double[pool.candidates().size()];
      Arrays.setAll(cosines, c -> random.nextInt(3) / 2.0);
      assertFallingAndSummed(scoring.byWords());
      assertFallingAndSummed(scoring.byCosine(cosines, 0.7));
    }
  }

  private static void assertFallingAndSummed(List<Scored> scored) {
    double last = Double.POSITIVE_INFINITY;
    for (Scored one : scored) {
      double sum = one.parts().stream().mapToDouble(Contribution::part).sum();
      assertThat(one.score()).isFinite().isLessThanOrEqualTo(last);
      assertThat(sum).isEqualTo(one.score(), within(1e-9));
      last = one.score();
    }
  }

  private static List<String> ids(List<Scored> scored) {
    return scored.stream().map(s -> s.candidate().passage().id()).toList();
  }
}
