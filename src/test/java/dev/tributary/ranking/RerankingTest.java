package dev.tributary.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.guard.Deadline;
import dev.tributary.passage.Question;
import dev.tributary.passage.Signal;
import dev.tributary.ranking.RerankException.Reason;
import dev.tributary.ranking.Reranked.End;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RerankingTest {
  private static final Question QUESTION = new Question("what?");

  private final FakeRerankers rerankers = new FakeRerankers();

  @Test
  void judged_passages_come_in_the_order_of_their_scores_which_are_now_theirs() {
    judging(Map.of("a", 0.2, "b", 0.9, "c", 0.4));
    Reranked r = rerank(pooled("a", "b", "c"), 50, null, 10);
    assertThat(texts(r)).containsExactly("b", "c", "a");
    RankedPassage best = r.ranked().passages().getFirst();
    assertThat(best.score()).isEqualTo(0.9);
    assertThat(best.rerankScore()).isEqualTo(0.9);
    assertThat(best.contributions())
        .containsExactly(new Contribution(null, null, 9.0, Signal.RERANK, 1, 0.9));
    assertThat(r.end()).isEqualTo(End.JUDGED);
    assertThat(r.detail()).isEqualTo("judge");
    assertThat(r.answerable()).isNull();
    assertThat(r.ranked().signals()).containsExactly(Signal.RANK, Signal.RERANK);
  }

  @Test
  void reranker_is_given_the_question_and_the_best_alone() {
    judging(Map.of("a", 0.2, "b", 0.9));
    rerank(pooled("a", "b", "c", "d"), 2, null, 10);
    assertThat(rerankers.questions).containsExactly("what?");
    assertThat(rerankers.texts).containsExactly(List.of("a", "b"));
  }

  @Test
  void what_was_not_judged_follows_in_its_own_order_below_what_was() {
    judging(Map.of("a", 0.1, "b", 0.05));
    Reranked r = rerank(pooled("a", "b", "c", "d"), 2, null, 10);
    assertThat(texts(r)).containsExactly("a", "b", "c", "d");
    RankedPassage third = r.ranked().passages().get(2);
    assertThat(third.score()).isCloseTo(0.05 - 1, within(1e-12));
    assertThat(third.rerankScore()).isNull();
    assertThat(third.contributions().getLast().signal()).isEqualTo(Signal.TAIL);
    assertThat(texts(rerank(pooled("a", "b", "c", "d"), 2, null, 3)))
        .containsExactly("a", "b", "c");
  }

  @Test
  void ties_keep_the_order_they_had() {
    judging(Map.of("a", 0.5, "b", 0.7, "c", 0.5, "d", 0.7));
    assertThat(texts(rerank(pooled("a", "b", "c", "d"), 50, null, 10)))
        .containsExactly("b", "d", "a", "c");
  }

  @Test
  void threshold_leaves_what_reaches_it() {
    judging(Map.of("a", 0.3, "b", 0.299, "c", 0.8));
    Reranked r = rerank(pooled("a", "b", "c", "d"), 3, 0.3, 10);
    assertThat(texts(r)).containsExactly("c", "a");
    assertThat(r.answerable()).isTrue();
  }

  @Test
  void nothing_that_reaches_the_threshold_is_no_answer() {
    judging(Map.of("a", 0.3));
    Reranked r = rerank(pooled("a"), 50, 0.31, 10);
    assertThat(r.ranked().passages()).isEmpty();
    assertThat(r.ranked().candidates()).isEqualTo(1);
    assertThat(r.answerable()).isFalse();
  }

  @Test
  void failure_leaves_the_order_and_no_word_on_whether_it_answers() {
    rerankers.failing("judge", Reason.UNAVAILABLE);
    Ranked pooled = pooled("a", "b", "c");
    Reranked r = rerank(pooled, 50, 0.9, 2);
    assertThat(r.ranked().passages()).isEqualTo(pooled.passages().subList(0, 2));
    assertThat(r.end()).isEqualTo(End.FAILED);
    assertThat(r.detail()).isEqualTo("as the test said; the order is that before it");
    assertThat(r.answerable()).isNull();
  }

  @Test
  void empty_pool_asks_nobody() {
    judging(Map.of());
    assertThat(rerank(pooled(), 50, null, 10).end()).isEqualTo(End.EMPTY);
    assertThat(rerank(pooled(), 50, 0.5, 10).answerable()).isFalse();
    assertThat(rerankers.questions).isEmpty();
  }

  @Test
  void whatever_the_scores_parts_sum_to_the_score_and_scores_fall() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      Ranked pooled = random(random);
      Double threshold = random.nextInt(3) == 0 ? random.nextDouble() : null;
      rerankers.scoring("judge", text -> Math.floorMod(text.hashCode() * 31, 11) / 10.0);
      int topK = 1 + random.nextInt(30);
      Reranked r = rerank(pooled, 1 + random.nextInt(25), threshold, topK);
      assertThat(r.ranked().passages()).hasSizeLessThanOrEqualTo(topK);
      double above = Double.POSITIVE_INFINITY;
      for (RankedPassage one : r.ranked().passages()) {
        double sum = one.contributions().stream().mapToDouble(Contribution::part).sum();
        assertThat(sum).isCloseTo(one.score(), within(1e-9));
        assertThat(one.score()).isLessThanOrEqualTo(above);
        above = one.score();
      }
      assertThat(rerank(pooled, 7, threshold, topK)).isEqualTo(rerank(pooled, 7, threshold, topK));
    }
  }

  private void judging(Map<String, Double> relevances) {
    rerankers.scoring("judge", relevances::get);
  }

  private Reranked rerank(Ranked pooled, int topN, @Nullable Double threshold, int topK) {
    RerankPlan plan =
        new RerankPlan(
            rerankers.find("judge").orElseThrow(), topN, threshold, Duration.ofMillis(500));
    Uni<Reranked> reranked =
        Reranking.of(QUESTION, pooled, plan, topK, Deadline.after(Duration.ofSeconds(5)));
    return reranked.await().atMost(Duration.ofSeconds(5));
  }

  private static Ranked pooled(String... texts) {
    List<RankedPassage> passages = new ArrayList<>();
    for (String text : texts) {
      double score = 3 - passages.size();
      passages.add(
          new RankedPassage(
              Given.passage("s:" + text, text),
              score,
              List.of("s"),
              List.of(new Contribution("s", passages.size() + 1, null, Signal.RANK, 1, score))));
    }
    return new Ranked(passages, passages.size(), passages.size(), List.of(Signal.RANK), null, null);
  }

  private static Ranked random(Random random) {
    String[] texts = new String[random.nextInt(40)];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = "text " + i + " " + random.nextInt();
    }
    return pooled(texts);
  }

  private static List<String> texts(Reranked r) {
    return r.ranked().passages().stream().map(p -> p.passage().text()).toList();
  }
}
