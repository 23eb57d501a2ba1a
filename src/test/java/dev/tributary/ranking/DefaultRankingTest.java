package dev.tributary.ranking;

import static dev.tributary.ranking.Given.MODEL;
import static dev.tributary.ranking.Given.list;
import static dev.tributary.ranking.Given.passage;
import static dev.tributary.ranking.Given.vector;
import static dev.tributary.ranking.RankingStand.RIVER;
import static dev.tributary.ranking.RankingStand.ids;
import static dev.tributary.ranking.RankingStand.plan;
import static dev.tributary.ranking.RankingStand.rivers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import dev.tributary.ranking.RankingPlan.Cosine;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DefaultRankingTest {
  private final RankingStand stand = new RankingStand();

  @AfterEach
  void stop() {
    stand.close();
  }

  @ParameterizedTest
  @EnumSource(FusionMethod.class)
  void equal_answers_whatever_the_order_of_the_lists(FusionMethod method) {
    Random random = new Random(method.ordinal());
    for (int i = 0; i < 60; i++) {
      boolean vectors = random.nextBoolean();
      List<SourceList> lists = Given.any(random, vectors);
      Cosine cosine = Cosine.values()[random.nextInt(3)];
      RankingPlan plan = new RankingPlan(method, 60, 1 + random.nextInt(80), cosine, MODEL);
      Question question = new Question("river passagens search de");
      Ranked ranked = stand.rank(question, lists, plan);
      for (int p = 0; p < 3; p++) {
        List<SourceList> shuffled = new ArrayList<>(lists);
        Collections.shuffle(shuffled, random);
        assertThat(stand.rank(question, shuffled, plan)).isEqualTo(ranked);
      }
      double last = Double.POSITIVE_INFINITY;
      for (RankedPassage passage : ranked.passages()) {
        double sum = passage.contributions().stream().mapToDouble(Contribution::part).sum();
        assertThat(passage.score()).isFinite().isLessThanOrEqualTo(last);
        assertThat(sum).isEqualTo(passage.score(), within(1e-9));
        last = passage.score();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(FusionMethod.class)
  void nothing_and_one_passage_are_ranked_too(FusionMethod method) {
    RankingPlan plan = new RankingPlan(method, 60, 10, Cosine.BEST, MODEL);
    assertThat(stand.rank(RIVER, List.of(), plan).passages()).isEmpty();
    Ranked one = stand.rank(RIVER, List.of(list(passage("a:1", "river"))), plan);
    assertThat(one.passages()).singleElement().satisfies(p -> assertThat(p.score()).isFinite());
    assertThat(one.candidates()).isEqualTo(1);
    assertThat(one.degraded()).isNull();
  }

  @Test
  void without_cosines_the_vector_is_not_asked_for() {
    Ranked ranked =
        stand.rank(
            RIVER,
            List.of(list(passage("a:1", "lake"), passage("a:2", "river"))),
            RankingPlan.lexical(FusionMethod.POOLED, 1),
            Uni.createFrom().failure(new AssertionError("the plan wants no cosine")));
    assertThat(ids(ranked)).containsExactly("a:2");
    assertThat(ranked.candidates()).isEqualTo(2);
    assertThat(ranked.scored()).isEqualTo(2);
    assertThat(ranked.signals()).containsExactly(Signal.BM25, Signal.SOURCE_RANK);
    assertThat(ranked.model()).isNull();
    assertThat(stand.meters.timer("tributary.ranking.duration", "method", "pooled").count())
        .isOne();
  }

  @Test
  void vectors_of_all_sources_decide_together_with_the_words() {
    Passage west = passage("a:1", null, "river", null, vector(-1, 0, 0));
    Passage east = passage("b:1", null, "the river", null, vector(2, 0, 0));
    Ranked ranked = stand.rank(RIVER, List.of(list(west), list(east)), plan(Cosine.ALL));
    assertThat(ids(ranked)).containsExactly("b:1", "a:1");
    assertThat(ranked.signals()).contains(Signal.BM25, Signal.COSINE);
    assertThat(ranked.model()).isEqualTo(MODEL);
    assertThat(ranked.degraded()).isNull();
    assertThat(stand.embedders.embedded).isEmpty();
  }

  @Test
  void the_best_by_words_get_a_cosine_and_the_rest_comes_behind() {
    RankingPlan plan = new RankingPlan(FusionMethod.POOLED, 60, 100, Cosine.BEST, MODEL);
    Ranked ranked = stand.rank(RIVER, rivers(40), plan);
    assertThat(ranked.passages()).hasSize(40);
    assertThat(ranked.scored()).isEqualTo(RankingPlan.COMPUTED);
    assertThat(stand.embedders.embedded).hasSize(RankingPlan.COMPUTED).doesNotHaveDuplicates();
    for (int i = 0; i < 40; i++) {
      List<Signal> signals =
          ranked.passages().get(i).contributions().stream().map(Contribution::signal).toList();
      assertThat(signals.contains(Signal.COSINE)).isEqualTo(i < RankingPlan.COMPUTED);
      assertThat(signals.contains(Signal.TAIL)).isEqualTo(i >= RankingPlan.COMPUTED);
    }
  }

  @Test
  void a_vector_at_hand_is_not_computed_again() {
    Passage known = passage("a:1", null, "river", null, vector(1, 0, 0));
    Passage copy = passage("b:1", "River");
    Ranked ranked =
        stand.rank(
            RIVER,
            List.of(list(known), list(1, 5, copy, passage("b:2", "lake"))),
            plan(Cosine.BEST));
    assertThat(stand.embedders.embedded).containsExactly("lake");
    assertThat(ranked.passages()).hasSize(2);
  }

  @Test
  void the_text_to_embed_is_cut_without_splitting_a_character() {
    Passage smileys = passage("a:1", "x" + "😀".repeat(400));
    assertThat(EmbeddedText.of(smileys)).hasSize(EmbeddedText.MAX_CHARACTERS - 1);
    assertThat(EmbeddedText.of(passage("a:1", "short"))).isEqualTo("short");
  }
}
