package dev.tributary.ranking;

import static dev.tributary.ranking.Given.MODEL;
import static dev.tributary.ranking.Given.list;
import static dev.tributary.ranking.Given.passage;
import static dev.tributary.ranking.Given.vector;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.embedding.EmbeddingException;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.FakeTimers;
import dev.tributary.passage.Passage;
import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import dev.tributary.passage.Vector;
import dev.tributary.ranking.RankingPlan.Cosine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DefaultRankingTest {
  private static final Question RIVER = new Question("river");
  private static final Uni<Vector> EAST = Uni.createFrom().item(vector(1, 0, 0));
  private static final Uni<Vector> NEVER_ASKED =
      Uni.createFrom().failure(new AssertionError("the plan wants no cosine"));

  private final FakeTimers timers = new FakeTimers();
  private final FakeEmbedders embedders = new FakeEmbedders(MODEL);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RankingThreads threads = new RankingThreads(1, 1);
  private final DefaultRanking ranking = new DefaultRanking(embedders, timers, meters, threads);

  @AfterEach
  void stop() {
    ranking.stop();
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
      Ranked ranked = rank(question, lists, plan);
      for (int p = 0; p < 3; p++) {
        List<SourceList> shuffled = new ArrayList<>(lists);
        Collections.shuffle(shuffled, random);
        assertThat(rank(question, shuffled, plan)).isEqualTo(ranked);
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
    assertThat(rank(RIVER, List.of(), plan).passages()).isEmpty();
    Ranked one = rank(RIVER, List.of(list(passage("a:1", "river"))), plan);
    assertThat(one.passages()).singleElement().satisfies(p -> assertThat(p.score()).isFinite());
    assertThat(one.candidates()).isEqualTo(1);
    assertThat(one.degraded()).isNull();
  }

  @Test
  void without_cosines_the_vector_is_not_asked_for() {
    Ranked ranked =
        ranking
            .rank(
                RIVER,
                List.of(list(passage("a:1", "lake"), passage("a:2", "river"))),
                RankingPlan.lexical(FusionMethod.POOLED, 1),
                NEVER_ASKED,
                soon())
            .await()
            .atMost(Duration.ofSeconds(10));
    assertThat(ids(ranked)).containsExactly("a:2");
    assertThat(ranked.candidates()).isEqualTo(2);
    assertThat(ranked.scored()).isEqualTo(2);
    assertThat(ranked.signals()).containsExactly(Signal.BM25, Signal.SOURCE_RANK);
    assertThat(ranked.model()).isNull();
    assertThat(meters.timer("tributary.ranking.duration", "method", "pooled").count()).isOne();
  }

  @Test
  void vectors_of_all_sources_decide_together_with_the_words() {
    Passage west = passage("a:1", null, "river", null, vector(-1, 0, 0));
    Passage east = passage("b:1", null, "the river", null, vector(2, 0, 0));
    Ranked ranked = rank(RIVER, List.of(list(west), list(east)), plan(Cosine.ALL));
    assertThat(ids(ranked)).containsExactly("b:1", "a:1");
    assertThat(ranked.signals()).contains(Signal.BM25, Signal.COSINE);
    assertThat(ranked.model()).isEqualTo(MODEL);
    assertThat(ranked.degraded()).isNull();
    assertThat(embedders.embedded).isEmpty();
  }

  @Test
  void one_passage_without_a_vector_leaves_it_to_the_words() {
    Passage with = passage("a:1", null, "lake", null, vector(1, 0, 0));
    Passage without = passage("b:1", "river");
    Ranked ranked = rank(RIVER, List.of(list(with), list(without)), plan(Cosine.ALL));
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
    assertThat(rank(RIVER, List.of(good, wide), plan(Cosine.ALL)).degraded())
        .contains("source b")
        .contains("2 dimensions");
    assertThat(rank(RIVER, List.of(good, broken), plan(Cosine.ALL)).degraded())
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
      Ranked ranked = await(ranking.rank(RIVER, rivers(40), plan(cosine), failing, soon()));
      assertThat(ranked.degraded()).contains("no vector of the question: too many texts wait");
      assertThat(ranked.passages()).hasSize(10);
      Ranked other =
          await(
              ranking.rank(
                  RIVER,
                  rivers(2),
                  plan(cosine),
                  Uni.createFrom().item(new Vector("other", new float[] {1})),
                  soon()));
      assertThat(other.degraded()).contains("is of other, not of m");
    }
  }

  @Test
  void the_best_by_words_get_a_cosine_and_the_rest_comes_behind() {
    RankingPlan plan = new RankingPlan(FusionMethod.POOLED, 60, 100, Cosine.BEST, MODEL);
    Ranked ranked = rank(RIVER, rivers(40), plan);
    assertThat(ranked.passages()).hasSize(40);
    assertThat(ranked.scored()).isEqualTo(RankingPlan.COMPUTED);
    assertThat(embedders.embedded).hasSize(RankingPlan.COMPUTED).doesNotHaveDuplicates();
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
        rank(
            RIVER,
            List.of(list(known), list(1, 5, copy, passage("b:2", "lake"))),
            plan(Cosine.BEST));
    assertThat(embedders.embedded).containsExactly("lake");
    assertThat(ranked.passages()).hasSize(2);
  }

  @Test
  void a_passage_that_cannot_be_embedded_leaves_all_to_the_words() {
    embedders.failure =
        new EmbeddingException(EmbeddingException.Reason.TIMEOUT, "no time left", null);
    Ranked ranked = rank(RIVER, rivers(3), plan(Cosine.BEST));
    assertThat(ranked.degraded()).contains("no vectors of the passages: no time left");
    assertThat(ranked.scored()).isEqualTo(3);
    assertThat(ranked.signals()).doesNotContain(Signal.COSINE, Signal.TAIL);
  }

  @Test
  void passages_are_not_sent_away_and_an_unknown_model_is_named() {
    embedders.local = false;
    assertThat(rank(RIVER, rivers(3), plan(Cosine.BEST)).degraded()).contains("not sent to m");
    assertThat(embedders.embedded).isEmpty();
    embedders.known = false;
    assertThat(rank(RIVER, rivers(3), plan(Cosine.BEST)).degraded()).contains("no model m");
  }

  @Test
  void vectors_that_come_too_late_leave_it_to_the_words() throws Exception {
    embedders.hanging = true;
    CompletableFuture<Ranked> answer =
        ranking
            .rank(RIVER, rivers(3), plan(Cosine.BEST), EAST, deadline(100))
            .subscribeAsCompletionStage();
    embedders.asked.await();
    timers.advanceMillis(81);
    Ranked ranked = answer.get(10, SECONDS);
    assertThat(ranked.degraded()).contains("the passages' vectors came too late");
    assertThat(ids(ranked)).hasSize(3);
  }

  @Test
  void a_question_whose_vector_hangs_is_answered_by_words_in_time() throws Exception {
    CompletableFuture<Ranked> answer =
        ranking
            .rank(RIVER, rivers(3), plan(Cosine.ALL), Uni.createFrom().nothing(), deadline(100))
            .subscribeAsCompletionStage();
    timers.advanceMillis(81);
    assertThat(answer.get(10, SECONDS).degraded()).contains("the question's vector came too late");
  }

  @Test
  void a_full_pool_and_a_passed_deadline_are_answered_by_rrf_and_say_so() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    threads
        .run(
            () -> {
              started.countDown();
              return busy.await(10, SECONDS);
            })
        .subscribe()
        .with(_ -> {});
    started.await();
    RankingPlan plan = RankingPlan.lexical(FusionMethod.POOLED, 10);
    CompletableFuture<Ranked> queued =
        ranking.rank(RIVER, rivers(3), plan, EAST, deadline(100)).subscribeAsCompletionStage();
    Ranked refused = await(ranking.rank(RIVER, rivers(3), plan, EAST, deadline(100)));
    assertThat(refused.degraded()).contains("too many questions wait").contains("rrf");
    assertThat(refused.signals()).containsExactly(Signal.RANK);
    assertThat(refused.passages()).hasSize(3);
    assertThat(queued).isNotDone();
    timers.advanceMillis(99);
    assertThat(queued.get(10, SECONDS).degraded()).contains("no time left").contains("rrf");
    busy.countDown();
    assertThat(timers.pending()).isZero();
  }

  @Test
  void the_text_to_embed_is_cut_without_splitting_a_character() {
    Passage smileys = passage("a:1", "x" + "😀".repeat(400));
    assertThat(Cosines.embedded(smileys)).hasSize(Cosines.MAX_CHARACTERS - 1);
    assertThat(Cosines.embedded(passage("a:1", "short"))).isEqualTo("short");
  }

  private Ranked rank(Question question, List<SourceList> lists, RankingPlan plan) {
    return await(ranking.rank(question, lists, plan, EAST, soon()));
  }

  private static Ranked await(Uni<Ranked> ranked) {
    return ranked.await().atMost(Duration.ofSeconds(10));
  }

  private Deadline soon() {
    return deadline(1_000);
  }

  private Deadline deadline(long millis) {
    return Deadline.after(Duration.ofMillis(millis), timers::nanoTime);
  }

  private static RankingPlan plan(Cosine cosine) {
    return new RankingPlan(FusionMethod.POOLED, 60, 10, cosine, MODEL);
  }

  /** Two sources; the n texts differ in length. */
  private static List<SourceList> rivers(int n) {
    List<Passage> a = new ArrayList<>();
    List<Passage> b = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String text = "river" + " water".repeat(i);
      (i % 2 == 0 ? a : b).add(passage((i % 2 == 0 ? "a:" : "b:") + i, text));
    }
    return List.of(new SourceList("a", 1, 0, a), new SourceList("b", 1, 0, b));
  }

  private static List<String> ids(Ranked ranked) {
    return ranked.passages().stream().map(p -> p.passage().id()).toList();
  }
}
