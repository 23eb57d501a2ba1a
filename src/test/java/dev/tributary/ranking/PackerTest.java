package dev.tributary.ranking;

import static dev.tributary.ranking.DiversityTest.ranked;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedding.EmbeddingException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PackerTest {
  private static final Ranked RANKED =
      new Ranked(
          List.of(
              ranked("a:1", 3, "the river floods the town", null),
              ranked("a:2", 2.9, "the river floods the town again", null),
              ranked("b:1", 1, "ships need water", null)),
          3,
          3,
          List.of(),
          null,
          null);

  private final RankingStand stand = new RankingStand();

  @AfterEach
  void stop() {
    stand.close();
  }

  @Test
  void a_plain_packing_leaves_the_very_list() {
    assertThat(pack(Packing.usual(FusionMethod.POOLED))).isSameAs(RANKED);
  }

  @Test
  void tokens_are_counted_by_the_tokenizer_of_the_rankings_model() {
    stand.embedders.tokens = text -> text.split(" ").length;
    Ranked packed = pack(new Packing(false, 0, null, 8, false));
    assertThat(packed.packed().tokens()).isEqualTo(8);
    assertThat(packed.packed().tokenizer()).isEqualTo(Given.MODEL);
    assertThat(RankingStand.ids(packed)).containsExactly("a:1", "b:1");
    assertThat(packed.degraded()).isNull();
  }

  @Test
  void a_tokenizer_that_cannot_be_loaded_is_said_and_characters_are_counted() {
    stand.embedders.tokens =
        _ -> {
          throw new EmbeddingException(EmbeddingException.Reason.UNAVAILABLE, "no file", null);
        };
    Ranked packed = pack(new Packing(false, 0, null, 11, false));
    assertThat(packed.packed().tokenizer()).isEqualTo("characters");
    assertThat(RankingStand.ids(packed)).containsExactly("a:1", "b:1");
    assertThat(packed.degraded()).isEqualTo("no file; tokens counted by characters");
  }

  @Test
  void without_time_the_bounds_hold_and_diversity_is_left_out() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CompletableFuture<Boolean> work =
        stand.threads.run(() -> busy.await(10, SECONDS)).subscribeAsCompletionStage();
    CompletableFuture<Ranked> late =
        stand
            .ranking
            .pack(RANKED, 2, new Packing(false, 1, 1, 12, false), stand.deadline(100))
            .subscribeAsCompletionStage();
    stand.timers.advanceMillis(99);
    Ranked packed = late.get(10, SECONDS);
    assertThat(RankingStand.ids(packed)).containsExactly("a:1", "b:1");
    assertThat(packed.packed().tokens()).isEqualTo(11);
    assertThat(packed.degraded()).startsWith("the packing had no time left; packed without");
    busy.countDown();
    assertThat(work.get(10, SECONDS)).isTrue();
  }

  @Test
  void packing_that_comes_too_late_leaves_its_thread_to_others() throws Exception {
    AtomicInteger counted = new AtomicInteger();
    CountDownLatch counting = new CountDownLatch(1);
    CountDownLatch late = new CountDownLatch(1);
    stand.embedders.tokens =
        _ -> {
          counting.countDown();
          await(late);
          return counted.incrementAndGet();
        };
    CompletableFuture<Ranked> packed =
        stand
            .ranking
            .pack(RANKED, 3, new Packing(false, 0, null, 100, false), stand.deadline(100))
            .subscribeAsCompletionStage();
    assertThat(counting.await(10, SECONDS)).isTrue();
    stand.timers.advanceMillis(99);
    assertThat(packed.get(10, SECONDS).degraded()).contains("no time left");
    late.countDown();
    assertThat(stand.threads.run(counted::get).await().atMost(Duration.ofSeconds(10))).isEqualTo(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, SECONDS)).isTrue();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Ranked pack(Packing packing) {
    return stand
        .ranking
        .pack(RANKED, 3, packing, stand.deadline(1_000))
        .await()
        .atMost(Duration.ofSeconds(10));
  }
}
