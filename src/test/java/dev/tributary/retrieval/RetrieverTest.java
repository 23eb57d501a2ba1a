package dev.tributary.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.fanout.SourceReport;
import dev.tributary.passage.Filter;
import dev.tributary.retrieval.RetrievalRequest.SourceChoice;
import dev.tributary.source.Capabilities;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.FakeSource;
import dev.tributary.source.Found;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetrieverTest extends RetrieverFixture {
  @Test
  void whole_answer_is_called_complete() {
    Retrieval r =
        ask(retriever(FakeSource.named("b").answering("y"), FakeSource.named("a")), request())
            .assertCompleted()
            .getItem();
    assertThat(statuses(r)).containsExactly("a empty", "b ok");
    assertThat(r.coverage()).isEqualTo(new Coverage(2, 2, true, List.of()));
    assertThat(r.ranked().passages()).hasSize(1);
  }

  @Test
  void missing_source_makes_the_answer_incomplete_and_names_why() {
    Retrieval r =
        ask(
                retriever(
                    FakeSource.named("a").answering("x"),
                    FakeSource.named("b").failing(ErrorKind.PROTOCOL)),
                request())
            .assertCompleted()
            .getItem();
    assertThat(r.coverage()).isEqualTo(new Coverage(2, 1, false, List.of("error")));
  }

  @Test
  void source_that_could_not_give_all_makes_the_answer_incomplete() {
    FakeSource loading = FakeSource.named("a").finding(new Found(List.of(), 0, Found.LOADING));
    assertThat(ask(retriever(loading), request()).assertCompleted().getItem().coverage())
        .isEqualTo(new Coverage(1, 1, false, List.of("loading")));
  }

  @Test
  void cancelled_optional_source_leaves_the_answer_complete_and_is_told() {
    FakeSource optional = FakeSource.named("opt").hanging().optional();
    Retrieval r =
        ask(retriever(FakeSource.named("a").answering("x"), optional), request())
            .assertCompleted()
            .getItem();
    assertThat(r.coverage()).isEqualTo(new Coverage(2, 1, true, List.of("cancelled")));
  }

  @Test
  void unknown_sources_are_all_named_with_the_known_ones() {
    var failure =
        ask(
                retriever(FakeSource.named("a"), FakeSource.named("b")),
                request(SourceChoice.of("nope"), SourceChoice.of("a"), SourceChoice.of("nada")))
            .getFailure();
    assertThat(failure)
        .isInstanceOfSatisfying(
            RetrievalException.Unserviceable.class,
            e -> {
              assertThat(e.problems())
                  .extracting(RetrievalException.Unserviceable.Problem::pointer)
                  .containsExactly("#/sources/0", "#/sources/2");
              assertThat(e.problems().getFirst().allowed()).containsExactly("a", "b");
            });
  }

  @Test
  void
      filter_that_no_source_supports_is_refused_and_one_that_some_support_is_reported_by_the_others() {
    Filter filter = new Filter.Comparison(Filter.Operator.EQ, "lang", "pt");
    FakeSource without = FakeSource.named("without").answering("x");
    assertThat(ask(retriever(without), request(null, 1, false, filter)).getFailure())
        .isInstanceOf(RetrievalException.Unserviceable.class);
    FakeSource with =
        FakeSource.named("with")
            .answering("x")
            .can(new Capabilities(Set.of(Filter.Operator.EQ), null, false));
    Retrieval r =
        ask(retriever(with, without), request(null, 1, false, filter)).assertCompleted().getItem();
    assertThat(statuses(r)).containsExactly("with ok", "without unsupported");
  }

  @Test
  void required_source_that_is_missing_is_a_failure_that_carries_the_reports() {
    Retriever retriever =
        retriever(
            FakeSource.named("a").answering("x"),
            FakeSource.named("b").failing(ErrorKind.PROTOCOL));
    var failure =
        ask(retriever, request(SourceChoice.of("a"), new SourceChoice("b", null, null, null, true)))
            .getFailure();
    assertThat(failure)
        .hasMessageContaining("b")
        .isInstanceOfSatisfying(
            RetrievalException.Incomplete.class,
            e -> assertThat(statuses(e.retrieval())).containsExactly("a ok", "b error"));
  }

  @Test
  void fewer_than_min_sources_is_a_failure_and_so_is_a_partial_answer_when_told() {
    Retriever retriever =
        retriever(
            FakeSource.named("a").answering("x"),
            FakeSource.named("b").failing(ErrorKind.PROTOCOL));
    assertThat(ask(retriever, request(null, 2, false, null)).getFailure())
        .isInstanceOf(RetrievalException.Incomplete.class);
    assertThat(ask(retriever, request(null, 1, true, null)).getFailure())
        .isInstanceOf(RetrievalException.Incomplete.class);
    assertThat(ask(retriever, request(null, 3, false, null)).getFailure())
        .isInstanceOf(RetrievalException.Unserviceable.class);
  }

  @Test
  void more_questions_than_allowed_are_shed_and_the_place_comes_back() {
    maxInFlight = 1;
    Retriever retriever = retriever(FakeSource.named("a").hanging());
    var first = ask(retriever, request());
    assertThat(ask(retriever, request()).getFailure()).isInstanceOf(RetrievalException.Shed.class);
    first.cancel();
    assertThat(retriever.inFlight()).isZero();
    ask(retriever, request()).assertNotTerminated();
  }

  @Test
  void deadline_keeps_a_reserve_for_the_ranking() {
    FakeSource hung = FakeSource.named("a").hanging();
    var asked = ask(retriever(hung), request(Duration.ofMillis(100), 0, false, null));
    timers.advanceMillis(74);
    asked.assertNotTerminated();
    timers.advanceMillis(1);
    assertThat(statuses(asked.assertCompleted().getItem())).containsExactly("a timeout");
  }

  @Test
  void listener_hears_each_end_and_sees_snapshots_of_what_has_come() {
    List<String> heard = new ArrayList<>();
    RetrievalObserver observer =
        new RetrievalObserver() {
          @Override
          public void onSource(SourceReport report) {
            heard.add("source " + report.source());
          }

          @Override
          public void onSnapshot(Retrieval soFar) {
            heard.add(
                "snapshot of "
                    + soFar.coverage().answered()
                    + ", complete "
                    + soFar.coverage().complete());
          }

          @Override
          public boolean wantsSnapshots() {
            return true;
          }
        };
    var asked =
        retriever(
                FakeSource.named("a").answering("x").after(10, timers),
                FakeSource.named("b").answering("y").after(20, timers),
                FakeSource.named("c").answering("z").after(30, timers))
            .retrieve(request(), observer)
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    timers.advanceMillis(30);
    asked.assertCompleted();
    assertThat(heard)
        .containsExactly(
            "source a",
            "snapshot of 1, complete false",
            "source b",
            "snapshot of 2, complete false",
            "source c");
  }

  @Test
  void limits_and_weights_come_from_request_then_source_then_default() {
    FakeSource a = FakeSource.named("a").answering("x");
    Retriever retriever = retriever(a);
    ask(retriever, request(new SourceChoice("a", 500, Duration.ofMillis(5), 0.5, false)))
        .assertCompleted();
    assertThat(a.requests().getFirst().limit()).as("capped by max-limit").isEqualTo(50);
    assertThat(ranking.lists.getLast().getFirst().weight()).isEqualTo(0.5);
    ask(retriever, request()).assertCompleted();
    assertThat(a.requests().getLast().limit()).isEqualTo(10);
  }

  @Test
  void answer_tells_how_long_it_took() {
    var asked = ask(retriever(FakeSource.named("a").answering("x").after(123, timers)), request());
    timers.advanceMillis(123);
    assertThat(asked.assertCompleted().getItem().tookMillis()).isEqualTo(123);
  }
}
