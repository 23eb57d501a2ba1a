package dev.tributary.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.ranking.FusionMethod;
import dev.tributary.ranking.Packing;
import dev.tributary.ranking.RankingPlan;
import dev.tributary.retrieval.RetrievalRequest.RerankChoice;
import dev.tributary.source.FakeSource;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetrieverPackingTest extends RetrieverFixture {
  private static final Packing DIVERSE = new Packing(false, 0.5, null, null, false);
  private static final Packing SHORT = new Packing(true, 0, null, 100, false);

  @Test
  void answer_that_asks_for_no_packing_is_not_packed() {
    got(request());
    assertThat(ranking.packings).isEmpty();
    assertThat(ranking.plans).extracting(RankingPlan::topK).containsExactly(10);
  }

  @Test
  void near_duplicates_are_merged_by_the_plan_as_the_request_says() {
    got(request());
    got(request().packed(DIVERSE));
    assertThat(ranking.plans)
        .extracting(RankingPlan::mergesNearDuplicates)
        .containsExactly(true, false);
    assertThat(Packing.usual(FusionMethod.RRF).mergesNearDuplicates()).isFalse();
  }

  @Test
  void diversity_chooses_from_more_than_the_best() {
    got(request().packed(DIVERSE));
    got(request().packed(SHORT));
    assertThat(ranking.packings).containsExactly(DIVERSE, SHORT);
    assertThat(ranking.plans).extracting(RankingPlan::topK).containsExactly(2_000, 10);
  }

  @Test
  void what_a_reranker_judged_is_packed_in_its_order() {
    rerankers.scoring("length", text -> text.length() / 10.0);
    Retrieval answer =
        got(request().rerankedBy(new RerankChoice("length", null, 0.15)).packed(SHORT));
    assertThat(ranking.packed.getLast().passages())
        .extracting(p -> p.passage().text())
        .containsExactly("yyy", "xx");
    assertThat(answer.answerable()).isTrue();
    assertThat(answer.steps().getLast().name()).isEqualTo("reranking");
  }

  @Test
  void what_is_there_so_far_is_packed_too() {
    List<Retrieval> snapshots = new ArrayList<>();
    RetrievalObserver listener =
        new RetrievalObserver() {
          @Override
          public boolean wantsSnapshots() {
            return true;
          }

          @Override
          public void onSnapshot(Retrieval soFar) {
            snapshots.add(soFar);
          }
        };
    FakeSource slow = FakeSource.named("b").answering("y").after(100, timers);
    UniAssertSubscriber<Retrieval> asked =
        retriever(FakeSource.named("a").answering("x"), slow)
            .retrieve(request().packed(DIVERSE), listener)
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    assertThat(snapshots).hasSize(1);
    assertThat(ranking.packings).containsExactly(DIVERSE);
    assertThat(ranking.plans).extracting(RankingPlan::topK).containsExactly(2_000);
    asked.cancel();
  }

  private Retrieval got(RetrievalRequest request) {
    Retriever retriever = retriever(FakeSource.named("a").answering("z", "yyy", "xx"));
    return ask(retriever, request).assertCompleted().getItem();
  }
}
