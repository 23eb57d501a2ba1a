package dev.tributary.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.embedding.EmbeddingException;
import dev.tributary.passage.Question;
import dev.tributary.ranking.FusionMethod;
import dev.tributary.ranking.RankingPlan.Cosine;
import dev.tributary.source.Capabilities;
import dev.tributary.source.FakeSource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetrieverVectorsTest extends RetrieverFixture {
  @Test
  void cancel_reaches_the_sources_and_the_embedder() {
    embedder.answer = Uni.createFrom().nothing();
    FakeSource a = FakeSource.named("a").hanging();
    ask(retriever(a), request()).cancel();
    assertThat(a.cancelled()).isEqualTo(1);
    assertThat(embedder.cancelled).hasValue(1);
    assertThat(timers.pending()).isZero();
  }

  @Test
  void question_is_embedded_once_for_all_who_want_it() {
    Capabilities dense = new Capabilities(Set.of(), MODEL, true);
    FakeSource a = FakeSource.named("a").answering("x").can(dense);
    FakeSource b = FakeSource.named("b").answering("y").can(dense);
    Retrieval r = ask(retriever(a, b), request()).assertCompleted().getItem();
    a.requests().getFirst().vector().await().atMost(Duration.ofSeconds(1));
    b.requests().getFirst().vector().await().atMost(Duration.ofSeconds(1));
    assertThat(embedder.questions).hasValue(1);
    assertThat(a.requests().getFirst().returnVectors()).isTrue();
    assertThat(ranking.plans.getLast().cosine()).isEqualTo(Cosine.ALL);
    assertThat(r.steps())
        .anySatisfy(
            s -> {
              assertThat(s.name()).isEqualTo("embedding");
              assertThat(s.status()).isEqualTo(Step.Status.OK);
            });
  }

  @Test
  void failing_embedder_degrades_the_answer_and_fails_nothing() {
    embedder.answer =
        Uni.createFrom()
            .failure(
                new EmbeddingException(
                    EmbeddingException.Reason.UNAVAILABLE, "model is away", null));
    Retrieval r =
        ask(retriever(FakeSource.named("a").answering("x")), request()).assertCompleted().getItem();
    assertThat(statuses(r)).containsExactly("a ok");
    assertThat(r.coverage().complete()).isFalse();
    assertThat(r.coverage().degraded()).containsExactly("embedding");
    assertThat(r.steps().getFirst().detail()).contains("model is away");
  }

  @Test
  void text_sources_and_rank_fusion_never_embed() {
    RetrievalRequest rrf =
        new RetrievalRequest(
            new Question("what?"),
            10,
            List.of(),
            Set.of(),
            null,
            null,
            1,
            false,
            FusionMethod.RRF,
            60);
    ask(retriever(FakeSource.named("a").answering("x")), rrf).assertCompleted();
    assertThat(embedder.questions).hasValue(0);
    assertThat(ranking.plans.getLast().cosine()).isEqualTo(Cosine.NONE);
  }

  @Test
  void short_deadline_leaves_cosines_that_must_be_computed_out_of_the_plan() {
    Retriever retriever = retriever(FakeSource.named("a").answering("x"));
    ask(retriever, request(Duration.ofMillis(799), 1, false, null)).assertCompleted();
    assertThat(ranking.plans.getLast().cosine()).isEqualTo(Cosine.NONE);
    ask(retriever, request(Duration.ofMillis(800), 1, false, null)).assertCompleted();
    assertThat(ranking.plans.getLast().cosine()).isEqualTo(Cosine.BEST);
  }

  @Test
  void source_learns_in_time_for_a_search_by_words_that_no_vector_will_come() {
    embedder.answer = Uni.createFrom().nothing();
    FakeSource hybrid =
        FakeSource.named("a").hanging().can(new Capabilities(Set.of(), MODEL, false));
    ask(retriever(hybrid), request());
    var vector =
        hybrid
            .requests()
            .getFirst()
            .vector()
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    timers.advanceMillis(499);
    vector.assertNotTerminated();
    timers.advanceMillis(1);
    vector.assertFailedWith(EmbeddingException.class, "late");
  }
}
