package dev.tributary.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tributary.ranking.FusionMethod;
import dev.tributary.ranking.Packing;
import dev.tributary.ranking.RankedPassage;
import dev.tributary.ranking.RankingPlan.Cosine;
import dev.tributary.ranking.SourceList;
import dev.tributary.retrieval.RetrievalRequest.SourceChoice;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.FakeSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sources are asked once; what they answered is ranked as often as one likes. */
class RankAgainTest extends RetrieverFixture {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final FakeSource a = FakeSource.named("a").answering("x", "y");
  private final FakeSource b = FakeSource.named("b").answering("z");
  private final FakeSource down = FakeSource.named("down").failing(ErrorKind.PROTOCOL);
  private final Retriever retriever = retriever(a, b, down);

  private Gathered gather() {
    return gatherer.gather(request()).await().atMost(PATIENCE);
  }

  private Retrieval again(Gathered gathered, RetrievalRequest request) {
    return gatherer.rankAgain(gathered, request).await().atMost(PATIENCE);
  }

  @Test
  void sources_are_asked_once_for_many_rankings() {
    Gathered gathered = gather();

    for (FusionMethod method : FusionMethod.values()) {
      again(gathered, request().fusedBy(method, 60));
    }

    assertThat(a.calls()).isEqualTo(1);
    assertThat(ranking.plans).extracting(p -> p.method()).containsExactly(FusionMethod.values());
  }

  @Test
  void ranking_again_gives_the_answer_that_the_request_would_have_got() {
    Retrieval asked = ask(retriever, request()).assertCompleted().getItem();

    Retrieval again = again(gather(), request());

    assertThat(again.ranked()).isEqualTo(asked.ranked());
    assertThat(again.coverage()).isEqualTo(asked.coverage());
    assertThat(ranking.plans.getLast().cosine()).isEqualTo(Cosine.BEST);
  }

  @Test
  void left_out_source_is_in_neither_lists_nor_reports() {
    Retrieval again = again(gather(), request().without("a"));

    assertThat(statuses(again)).containsExactly("b ok", "down error");
    assertThat(again.ranked().passages())
        .extracting(RankedPassage::sources)
        .containsExactly(List.of("b"));
  }

  @Test
  void packed_answer_holds_as_many_passages_as_the_request_wants() {
    Gathered gathered = gather();

    again(gathered, request().packed(new Packing(true, 0.5, null, null, false)));
    again(gathered, request().packed(new Packing(true, 0, null, 100, true)));

    assertThat(ranking.packedTo).containsExactly(10, 10);
  }

  @Test
  void weights_may_be_others_than_those_that_were_asked_with() {
    again(gather(), request(new SourceChoice("a", null, null, 0.5, false), SourceChoice.of("b")));

    assertThat(ranking.lists.getLast())
        .extracting(SourceList::source, SourceList::weight)
        .containsExactly(tuple("a", 0.5), tuple("b", 1.0));
  }

  @Test
  void source_that_was_not_asked_is_refused_with_those_that_were() {
    Gathered gathered = gatherer.gather(request(SourceChoice.of("a"))).await().atMost(PATIENCE);

    assertThatThrownBy(() -> again(gathered, request(SourceChoice.of("b"))))
        .isInstanceOfSatisfying(
            RetrievalException.Unserviceable.class,
            e -> assertThat(e.problems().getFirst().allowed()).containsExactly("a"));
  }

  @Test
  void answer_is_judged_whole_however_few_sources_answered() {
    RetrievalRequest strict = request(null, 3, true, null);

    Retrieval again = again(gather(), strict);

    assertThat(again.coverage().answered()).isEqualTo(2);
    assertThat(ranking.plans.getLast().topK()).isEqualTo(RetrievalRequest.MAX_TOP_K);
  }
}
