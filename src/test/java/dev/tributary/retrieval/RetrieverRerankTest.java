package dev.tributary.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.guard.BadConfiguration;
import dev.tributary.ranking.RankingPlan.Cosine;
import dev.tributary.ranking.RerankException.Reason;
import dev.tributary.retrieval.RetrievalRequest.RerankChoice;
import dev.tributary.retrieval.RetrievalRequest.SourceChoice;
import dev.tributary.source.FakeSource;
import dev.tributary.source.SourceSettings;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetrieverRerankTest extends RetrieverFixture {
  private static final RerankChoice ANY = new RerankChoice(null, null, null);

  @Test
  void without_a_wish_and_a_default_nobody_judges() {
    byLength();
    Retrieval r = got(null);
    assertThat(texts(r)).containsExactly("z", "yyy", "xx");
    assertThat(r.steps()).extracting(Step::name).containsExactly("embedding", "ranking");
    assertThat(rerankers.questions).isEmpty();
  }

  @Test
  void named_reranker_orders_the_answer_and_reports_as_a_step() {
    byLength();
    Retrieval r = got(new RerankChoice("length", null, null));
    assertThat(texts(r)).containsExactly("yyy", "xx", "z");
    Step step = r.steps().getLast();
    assertThat(step).isEqualTo(new Step("reranking", Step.Status.OK, 0, "length"));
    assertThat(r.coverage().complete()).isTrue();
  }

  @Test
  void default_judges_every_answer_that_does_not_say_none() {
    byLength();
    defaultReranker = "length";
    assertThat(texts(got(null))).containsExactly("yyy", "xx", "z");
    assertThat(texts(got(new RerankChoice("none", null, null)))).containsExactly("z", "yyy", "xx");
    assertThat(texts(got(new RerankChoice(null, null, 0.25)))).containsExactly("yyy");
  }

  @Test
  void only_reranker_needs_no_name() {
    byLength();
    assertThat(texts(got(ANY))).containsExactly("yyy", "xx", "z");
  }

  @Test
  void unknown_reranker_is_told_with_the_known_ones() {
    assertRefused(ANY, "#/rerank", "this server has no reranker");
    assertRefused(
        new RerankChoice("bge", null, null), "#/rerank/model", "this server has no reranker");
    byLength();
    assertRefused(
        new RerankChoice("bge", null, null), "#/rerank/model", "unknown reranker", "length");
    rerankers.failing("other", Reason.UNAVAILABLE);
    assertRefused(ANY, "#/rerank", "several rerankers", "length", "other");
  }

  @Test
  void default_that_does_not_exist_stops_the_start() {
    byLength();
    defaultReranker = "lenght";
    assertThatThrownBy(() -> retriever(FakeSource.named("a")))
        .isInstanceOf(BadConfiguration.class)
        .hasMessageContainingAll("tributary.ranking.rerank", "lenght", "length, none");
  }

  @Test
  void failed_reranker_leaves_the_order_and_makes_the_answer_incomplete() {
    rerankers.failing("broken", Reason.PROTOCOL);
    Retrieval r = got(new RerankChoice("broken", null, 0.9));
    assertThat(texts(r)).containsExactly("z", "yyy", "xx");
    assertThat(r.steps().getLast().status()).isEqualTo(Step.Status.DEGRADED);
    assertThat(r.steps().getLast().detail()).startsWith("as the test said");
    assertThat(r.coverage()).isEqualTo(new Coverage(1, 1, false, List.of("reranking")));
    assertThat(r.answerable()).isNull();
  }

  @Test
  void nothing_found_is_nothing_to_judge() {
    byLength();
    RetrievalRequest request = request().rerankedBy(new RerankChoice(null, null, 0.1));
    Retrieval r = ask(retriever(FakeSource.named("a")), request).assertCompleted().getItem();
    assertThat(r.steps().getLast().status()).isEqualTo(Step.Status.SKIPPED);
    assertThat(r.answerable()).isFalse();
    assertThat(r.coverage().complete()).isTrue();
  }

  @Test
  void pool_is_as_large_as_the_reranker_wants() {
    byLength();
    got(new RerankChoice("length", 30, null));
    got(new RerankChoice("length", 3, null));
    assertThat(ranking.plans).extracting(p -> p.topK()).containsExactly(30, 10);
  }

  @Test
  void sources_are_asked_for_as_much_as_the_reranker_can_judge() {
    byLength();
    FakeSource a = FakeSource.named("a");
    FakeSource b = FakeSource.named("b");
    Retriever retriever = retriever(a, b);
    ask(retriever, request().rerankedBy(new RerankChoice(null, 45, null)));
    ask(retriever, request().rerankedBy(new RerankChoice(null, 12, null)));
    ask(retriever, request().rerankedBy(new RerankChoice(null, 999, null)));
    SourceChoice five = new SourceChoice("a", 5, null, null, false);
    ask(retriever, request(five).rerankedBy(new RerankChoice(null, 45, null)));
    ask(retriever, request());
    assertThat(a.requests()).extracting(r -> r.limit()).containsExactly(23, 10, 50, 5, 10);
    assertThat(b.requests()).extracting(r -> r.limit()).containsExactly(23, 10, 50, 10);
  }

  @Test
  void answer_waits_longer_by_the_rerankers_own_time() {
    rerankers.answering("hanging", Uni.createFrom().nothing());
    FakeSource slow = FakeSource.named("slow").hanging();
    var asked = ask(retriever(slow), request().rerankedBy(ANY));
    // A source's second, the 400 ms of the cosines, and half a second for the reranker.
    assertThat(slow.requests().getFirst().deadline().remaining().toMillis()).isEqualTo(1_000);
    asked.cancel();
  }

  @Test
  void own_deadline_is_shared_between_sources_and_reranker() {
    rerankers.answering("hanging", Uni.createFrom().nothing());
    FakeSource source = FakeSource.named("a").hanging().with(settings(Duration.ofSeconds(5)));
    Retriever retriever = retriever(source);
    ask(retriever, request(Duration.ofMillis(800), 1, false, null).rerankedBy(ANY)).cancel();
    // Half for the reranker; too little is left for cosines.
    assertThat(source.requests().getFirst().deadline().remaining().toMillis()).isEqualTo(350);
    ask(retriever, request(Duration.ofMillis(1_300), 1, false, null).rerankedBy(ANY)).cancel();
    assertThat(source.requests().getLast().deadline().remaining().toMillis()).isEqualTo(400);
  }

  @Test
  void cosines_are_given_up_before_the_sources_are() {
    byLength();
    FakeSource source = FakeSource.named("a").answering("x");
    Retriever retriever = retriever(source);
    ask(retriever, request(Duration.ofMillis(1_299), 1, false, null).rerankedBy(ANY));
    ask(retriever, request(Duration.ofMillis(1_300), 1, false, null).rerankedBy(ANY));
    ask(retriever, request(Duration.ofMillis(800), 1, false, null));
    assertThat(ranking.plans)
        .extracting(p -> p.cosine())
        .containsExactly(Cosine.NONE, Cosine.BEST, Cosine.BEST);
  }

  @Test
  void reranker_has_what_the_deadline_leaves() {
    byLength();
    ask(retriever(FakeSource.named("a").answering("x")), timed(400).rerankedBy(ANY));
    assertThat(rerankers.left).containsExactly(Duration.ofMillis(398));
  }

  @Test
  void cancel_reaches_the_reranker() {
    rerankers.answering("hanging", Uni.createFrom().nothing());
    UniAssertSubscriber<Retrieval> asked =
        ask(retriever(FakeSource.named("a").answering("x")), timed(400).rerankedBy(ANY));
    asked.assertNotTerminated().cancel();
    assertThat(rerankers.cancelled).isEqualTo(1);
  }

  private static RetrievalRequest timed(long millis) {
    return request(Duration.ofMillis(millis), 1, false, null);
  }

  private static SourceSettings settings(Duration wait) {
    return new SourceSettings(wait, false, true, 1, 0, 50, 32, 64, false);
  }

  private void byLength() {
    rerankers.scoring("length", text -> text.length() / 10.0);
  }

  private Retrieval got(@Nullable RerankChoice choice) {
    Retriever retriever = retriever(FakeSource.named("a").answering("z", "yyy", "xx"));
    return ask(retriever, request().rerankedBy(choice)).assertCompleted().getItem();
  }

  private void assertRefused(RerankChoice choice, String pointer, String told, String... known) {
    Throwable failure =
        ask(retriever(FakeSource.named("a")), request().rerankedBy(choice)).getFailure();
    assertThat(failure)
        .isInstanceOfSatisfying(
            RetrievalException.Unserviceable.class,
            e -> {
              assertThat(e.problems().getFirst().pointer()).isEqualTo(pointer);
              assertThat(e.problems().getFirst().detail()).contains(told);
              List<String> allowed = new ArrayList<>(List.of(known));
              allowed.add("none");
              assertThat(e.problems().getFirst().allowed()).isEqualTo(allowed);
            });
  }

  private static List<String> texts(Retrieval r) {
    return r.ranked().passages().stream().map(p -> p.passage().text()).toList();
  }
}
