package dev.tributary.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.retrieval.RetrievalRequest.SourceChoice;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.FakeSource;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.junit.jupiter.api.Test;

/** Every retrieval is counted once, under how it ended. */
class RetrievalTelemetryTest extends RetrieverFixture {
  private long ended(String outcome) {
    return registry.get("tributary.retrieval.duration").tag("outcome", outcome).timer().count();
  }

  private double refused(String reason) {
    return registry.get("tributary.retrieval.refused").tag("reason", reason).counter().count();
  }

  @Test
  void answers_count_by_how_whole_they_are() {
    Retriever retriever =
        retriever(
            FakeSource.named("docs"), FakeSource.named("down").failing(ErrorKind.UNAVAILABLE));
    ask(retriever, request(SourceChoice.of("docs"))).assertCompleted();
    assertThat(ended("complete")).isEqualTo(1);
    ask(retriever, request(SourceChoice.of("docs"), SourceChoice.of("down")));
    timers.advanceMillis(100);
    assertThat(ended("partial")).isEqualTo(1);
    ask(retriever, request(SourceChoice.of("down")));
    timers.advanceMillis(100);
    assertThat(ended("incomplete")).isEqualTo(1);
    assertThat(ended("failed")).isZero();
  }

  @Test
  void client_that_leaves_counts_as_cancelled() {
    Retriever retriever = retriever(FakeSource.named("docs").hanging());
    UniAssertSubscriber<Retrieval> asked = ask(retriever, request());
    assertThat(registry.get("tributary.retrieval.in.flight").gauge().value()).isEqualTo(1);
    asked.cancel();
    assertThat(ended("cancelled")).isEqualTo(1);
    assertThat(registry.get("tributary.retrieval.in.flight").gauge().value()).isZero();
  }

  @Test
  void what_is_refused_counts_as_that_alone() {
    maxInFlight = 1;
    Retriever retriever = retriever(FakeSource.named("docs").hanging());
    ask(retriever, request());
    ask(retriever, request()).assertFailedWith(RetrievalException.Shed.class);
    assertThat(refused("busy")).isEqualTo(1);
    assertThat(registry.get("tributary.retrieval.in.flight.max").gauge().value()).isEqualTo(1);
    maxInFlight = 10;
    ask(retriever(FakeSource.named("docs")), request(SourceChoice.of("dosc")))
        .assertFailedWith(RetrievalException.Unserviceable.class);
    assertThat(refused("unserviceable")).isEqualTo(1);
  }

  @Test
  void rehearsal_is_not_counted() {
    retriever(FakeSource.named("docs"))
        .retrieve(request(), RetrievalObserver.REHEARSAL)
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create())
        .assertCompleted();
    assertThat(ended("complete") + ended("partial")).isZero();
  }
}
