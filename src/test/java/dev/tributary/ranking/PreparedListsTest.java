package dev.tributary.ranking;

import static dev.tributary.ranking.Given.MODEL;
import static dev.tributary.ranking.Given.list;
import static dev.tributary.ranking.Given.passage;
import static dev.tributary.ranking.RankingStand.RIVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ranking.Candidate.Copy;
import dev.tributary.ranking.RankingPlan.Cosine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done while slower sources are awaited changes nothing but the time. */
class PreparedListsTest {
  private static final RankingPlan BY_WORDS = RankingPlan.lexical(FusionMethod.POOLED, 10);

  private final RankingStand stand = new RankingStand();
  private final PassageTexts texts = new PassageTexts(1_000);

  @AfterEach
  void stop() {
    stand.close();
  }

  @ParameterizedTest
  @EnumSource(FusionMethod.class)
  void prepared_lists_rank_as_others_do(FusionMethod method) {
    Random random = new Random(method.ordinal());
    for (int i = 0; i < 30; i++) {
      long seed = random.nextLong();
      RankingPlan plan = new RankingPlan(method, 60, 20, Cosine.ALL, MODEL);
      List<SourceList> prepared = Given.any(new Random(seed), true);
      for (SourceList list : prepared) {
        if (random.nextBoolean()) {
          stand.ranking.prepare(list, plan);
        }
      }
      assertThat(stand.rank(RIVER, prepared, plan))
          .isEqualTo(stand.rank(RIVER, Given.any(new Random(seed), true), plan));
    }
  }

  @Test
  void a_list_is_read_once() {
    SourceList list = list(passage("a:1", "the river and the sea"));
    stand.ranking.prepare(list, BY_WORDS);
    assertThat(list.copies(texts)).isSameAs(list.copies(texts));
  }

  @Test
  void terms_are_counted_ahead_for_the_method_that_wants_them() {
    SourceList list = list(passage("a:1", "the river and the sea and what it is"));
    stand.ranking.prepare(list, BY_WORDS);
    Copy copy = list.copies(texts).getFirst();
    for (int i = 0; i < 1_000 && !copy.text().isAnalysed(); i++) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(copy.text().isAnalysed()).isTrue();
  }

  @Test
  void threads_that_are_busy_are_left_alone() throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    stand.threads.whenIdle(
        () -> {
          busy.countDown();
          awaitQuietly(go);
        });
    assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
    List<SourceList> lists = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      SourceList list = list(passage("s" + i + ":1", "the river and the sea of number " + i));
      lists.add(list);
      stand.ranking.prepare(list, BY_WORDS);
    }
    go.countDown();
    assertThat(stand.rank(RIVER, lists, BY_WORDS).passages()).hasSize(5);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
