package dev.tributary.ranking;

import static dev.tributary.ranking.Given.list;
import static dev.tributary.ranking.Given.passage;
import static dev.tributary.ranking.Given.vector;
import static dev.tributary.ranking.RankingStand.EAST;
import static dev.tributary.ranking.RankingStand.RIVER;
import static dev.tributary.ranking.RankingStand.ids;
import static dev.tributary.ranking.RankingStand.plan;
import static dev.tributary.ranking.RankingStand.rivers;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedding.EmbeddingException;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.ranking.RankingPlan.Cosine;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DegradedRankingTest {
  private final RankingStand stand = new RankingStand();

  @AfterEach
  void stop() {
    stand.close();
  }

  @Test
  void one_passage_without_a_vector_leaves_it_to_the_words() {
    Passage with = passage("a:1", null, "lake", null, vector(1, 0, 0));
    Passage without = passage("b:1", "river");
    Ranked ranked = stand.rank(RIVER, List.of(list(with), list(without)), plan(Cosine.ALL));
    assertThat(ids(ranked)).containsExactly("b:1", "a:1");
    assertThat(ranked.degraded()).contains("source b").contains("without a vector of m");
    assertThat(ranked.signals()).doesNotContain(Signal.COSINE);
    assertThat(ranked.model()).isNull();
  }

  @Test
  void vectors_that_cannot_be_compared_leave_it_to_the_words() {
    SourceList good = list(passage("a:1", null, "river", null, vector(1, 0, 0)));
    SourceList wide = list(passage("b:1", null, "lake", null, vector(1, 0)));
    SourceList broken = list(passage("c:1", null, "sea", null, vector(Float.NaN, 0, 1)));
    assertThat(stand.rank(RIVER, List.of(good, wide), plan(Cosine.ALL)).degraded())
        .contains("source b")
        .contains("2 dimensions");
    assertThat(stand.rank(RIVER, List.of(good, broken), plan(Cosine.ALL)).degraded())
        .contains("source c")
        .contains("no numbers");
  }

  @Test
  void a_question_without_a_vector_leaves_it_to_the_words() {
    Uni<Vector> failing =
        Uni.createFrom()
            .failure(
                new EmbeddingException(
                    EmbeddingException.Reason.OVERLOADED, "too many texts wait", null));
    for (Cosine cosine : List.of(Cosine.ALL, Cosine.BEST)) {
      Ranked ranked = stand.rank(RIVER, rivers(40), plan(cosine), failing);
      assertThat(ranked.degraded()).contains("no vector of the question: too many texts wait");
      assertThat(ranked.passages()).hasSize(10);
      Ranked other =
          stand.rank(
              RIVER,
              rivers(2),
              plan(cosine),
              Uni.createFrom().item(new Vector("other", new float[] {1})));
      assertThat(other.degraded()).contains("is of other, not of m");
    }
  }

  @Test
  void a_passage_that_cannot_be_embedded_leaves_all_to_the_words() {
    stand.embedders.failure =
        new EmbeddingException(EmbeddingException.Reason.TIMEOUT, "no time left", null);
    Ranked ranked = stand.rank(RIVER, rivers(3), plan(Cosine.BEST));
    assertThat(ranked.degraded()).contains("no vectors of the passages: no time left");
    assertThat(ranked.scored()).isEqualTo(3);
    assertThat(ranked.signals()).doesNotContain(Signal.COSINE, Signal.TAIL);
  }

  @Test
  void passages_are_not_sent_away_and_an_unknown_model_is_named() {
    stand.embedders.local = false;
    assertThat(stand.rank(RIVER, rivers(3), plan(Cosine.BEST)).degraded())
        .contains("not sent to m");
    assertThat(stand.embedders.embedded).isEmpty();
    stand.embedders.known = false;
    assertThat(stand.rank(RIVER, rivers(3), plan(Cosine.BEST)).degraded()).contains("no model m");
  }

  @Test
  void vectors_that_come_too_late_leave_it_to_the_words() throws Exception {
    stand.embedders.hanging = true;
    CompletableFuture<Ranked> answer =
        stand
            .ranking
            .rank(RIVER, rivers(3), plan(Cosine.BEST), EAST, stand.deadline(100))
            .subscribeAsCompletionStage();
    stand.embedders.asked.await();
    stand.timers.advanceMillis(81);
    Ranked ranked = answer.get(10, SECONDS);
    assertThat(ranked.degraded()).contains("the passages' vectors came too late");
    assertThat(ids(ranked)).hasSize(3);
  }

  @Test
  void a_question_whose_vector_hangs_is_answered_by_words_in_time() throws Exception {
    CompletableFuture<Ranked> answer =
        stand
            .ranking
            .rank(
                RIVER, rivers(3), plan(Cosine.ALL), Uni.createFrom().nothing(), stand.deadline(100))
            .subscribeAsCompletionStage();
    stand.timers.advanceMillis(81);
    assertThat(answer.get(10, SECONDS).degraded()).contains("the question's vector came too late");
  }

  @Test
  void a_full_pool_and_a_passed_deadline_are_answered_by_rrf_and_say_so() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    CompletableFuture<Boolean> work =
        stand
            .threads
            .run(
                () -> {
                  started.countDown();
                  return busy.await(10, SECONDS);
                })
            .subscribeAsCompletionStage();
    started.await();
    RankingPlan plan = RankingPlan.lexical(FusionMethod.POOLED, 10);
    CompletableFuture<Ranked> queued =
        stand
            .ranking
            .rank(RIVER, rivers(3), plan, EAST, stand.deadline(100))
            .subscribeAsCompletionStage();
    Ranked refused = stand.rank(RIVER, rivers(3), plan);
    assertThat(refused.degraded()).contains("too many questions wait").contains("rrf");
    assertThat(refused.signals()).containsExactly(Signal.RANK);
    assertThat(refused.passages()).hasSize(3);
    assertThat(queued).isNotDone();
    stand.timers.advanceMillis(99);
    assertThat(queued.get(10, SECONDS).degraded()).contains("no time left").contains("rrf");
    busy.countDown();
    assertThat(work.get(10, SECONDS)).isTrue();
    assertThat(stand.timers.pending()).isZero();
  }

  @Test
  void without_time_for_them_near_duplicates_are_kept_whatever_the_method() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CompletableFuture<Boolean> work =
        stand.threads.run(() -> busy.await(10, SECONDS)).subscribeAsCompletionStage();
    for (FusionMethod method : List.of(FusionMethod.POOLED, FusionMethod.MINMAX)) {
      RankingPlan plan = new RankingPlan(method, 60, 10, Cosine.NONE, null, true);
      CompletableFuture<Ranked> late =
          stand
              .ranking
              .rank(RIVER, nearlyAlike(), plan, EAST, stand.deadline(100))
              .subscribeAsCompletionStage();
      stand.timers.advanceMillis(99);
      Ranked ranked = late.get(10, SECONDS);
      assertThat(ranked.degraded()).contains("no time left", "; near-duplicates kept");
      assertThat(ranked.passages()).hasSize(2);
    }
    busy.countDown();
    assertThat(work.get(10, SECONDS)).isTrue();
  }

  private static List<SourceList> nearlyAlike() {
    String text = "The level of the river rises in spring and falls in summer, year by year. ";
    return List.of(
        new SourceList("a", 1, 0, List.of(passage("a:1", text.repeat(3)))),
        new SourceList("b", 1, 0, List.of(passage("b:1", text.repeat(3) + "Read more."))));
  }
}
