package dev.tributary.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.passage.Passage;
import dev.tributary.passage.Signal;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.FakeSource;
import dev.tributary.source.Found;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordingsTest extends FanOutFixture {
  private static final List<String> ONLY_Q = List.of("q");

  @Test
  void what_more_wordings_find_comes_first_and_nothing_comes_twice() {
    FakeSource source =
        FakeSource.named("a")
            .replying(
                request ->
                    request.question().text().equals("q")
                        ? found("1", "2", "3")
                        : found("3", "4", "1"));
    SourceReport report = report(asked(source, "q", "w"));
    assertThat(((SourceOutcome.Ok) report.outcome()).found().passages())
        .extracting(Passage::text)
        .containsExactly("1", "3", "2", "4");
    assertThat(report.attempts()).isEqualTo(2);
    assertThat(observed).hasSize(1);
  }

  @Test
  void wording_that_fails_leaves_a_partial_answer() {
    SourceReport report = report(asked(failingAllBut(ONLY_Q), "q", "w", "x"));
    assertThat(report.outcome().status()).isEqualTo("ok");
    assertThat(((SourceOutcome.Ok) report.outcome()).found().degraded()).isEqualTo(Found.PARTIAL);
  }

  @Test
  void question_that_fails_is_answered_by_its_other_wording() {
    SourceReport report = report(asked(failingAllBut(List.of("w")), "q", "w"));
    assertThat(((SourceOutcome.Ok) report.outcome()).found().degraded()).isEqualTo(Found.PARTIAL);
  }

  @Test
  void source_that_hangs_on_one_wording_is_cut_at_its_wait_and_keeps_the_others() {
    FakeSource source =
        FakeSource.named("a")
            .waiting(300)
            .replying(
                request ->
                    request.question().text().equals("q")
                        ? found("1")
                        : Uni.createFrom().nothing());
    UniAssertSubscriber<List<SourceReport>> asked = asked(source, "q", "w");
    timers.advanceMillis(299);
    asked.assertNotTerminated();
    timers.advanceMillis(1);
    SourceReport report = report(asked);
    assertThat(report.outcome().status()).isEqualTo("ok");
    assertThat(report.elapsedMillis()).isEqualTo(300);
    assertThat(source.open()).isZero();
  }

  @Test
  void each_wording_takes_a_permit() {
    FakeSource source =
        FakeSource.named("a").permits(1, 0).replying(_ -> Uni.createFrom().nothing());
    UniAssertSubscriber<List<SourceReport>> asked = asked(source, "q", "w");
    assertThat(source.calls()).isEqualTo(1);
    asked.cancel();
    assertThat(source.open()).isZero();
  }

  private static FakeSource failingAllBut(List<String> wordings) {
    return FakeSource.named("a")
        .replying(
            request ->
                wordings.contains(request.question().text())
                    ? found("1")
                    : Uni.createFrom()
                        .failure(new SourceException(ErrorKind.PROTOCOL, "as the test said")));
  }

  private static Uni<Found> found(String... texts) {
    return Uni.createFrom()
        .item(Found.of(Arrays.stream(texts).map(WordingsTest::passage).toList()));
  }

  private static Passage passage(String text) {
    return new Passage("a:" + text, "a", null, null, text, null, Map.of(), Signal.RANK, null, null);
  }

  private UniAssertSubscriber<List<SourceReport>> asked(
      FakeSource source, String question, String... otherWords) {
    SourceCall plain = call(source, 10_000, question);
    List<SearchRequest> others =
        Arrays.stream(otherWords).map(w -> call(source, 10_000, w).request()).toList();
    SourceCall call =
        new SourceCall(
            plain.source(), plain.request(), plain.waitTime(), plain.mandatory(), others);
    return fanOut
        .ask(List.of(call), observed::add)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private static SourceReport report(UniAssertSubscriber<List<SourceReport>> asked) {
    return asked.assertCompleted().getItem().getFirst();
  }
}
