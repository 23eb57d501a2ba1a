package dev.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {
  private final OpenStreams streams = new OpenStreams();
  private final AtomicInteger cancelled = new AtomicInteger();

  @Test
  void open_stream_is_cancelled_and_fails_when_the_server_stops() {
    UniAssertSubscriber<String> subscriber = open(hanging());
    assertThat(streams.count()).isEqualTo(1);
    streams.closeAll();
    subscriber.assertFailedWith(Refused.class, "the server is shutting down");
    assertThat(cancelled).hasValue(1);
    assertThat(streams.count()).isZero();
  }

  @Test
  void stream_that_comes_later_is_refused() {
    streams.closeAll();
    open(hanging()).assertFailedWith(Refused.class);
    assertThatThrownBy(streams::refuseWhenClosing).isInstanceOf(Refused.class);
  }

  @Test
  void stream_that_ended_or_was_left_is_forgotten() {
    open(Uni.createFrom().item("done")).assertItem("done");
    UniAssertSubscriber<String> left = open(hanging());
    left.cancel();
    assertThat(streams.count()).isZero();
    assertThat(cancelled).hasValue(1);
  }

  private Uni<String> hanging() {
    return Uni.createFrom().<String>nothing().onCancellation().invoke(cancelled::incrementAndGet);
  }

  private UniAssertSubscriber<String> open(Uni<String> work) {
    return streams.whileOpen(work).subscribe().withSubscriber(UniAssertSubscriber.create());
  }
}
