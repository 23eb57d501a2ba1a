package dev.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RememberedTest {
  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger lookUps = new AtomicInteger();
  private final Remembered<Integer> remembered = new Remembered<>(clock::get);

  @Test
  void what_was_seen_is_asked_again_after_a_minute() {
    assertThat(used()).isEqualTo(1);
    clock.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(used()).isEqualTo(1);
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(used()).isEqualTo(2);
    assertThat(used()).isEqualTo(2);
  }

  @Test
  void others_go_on_with_what_is_known_while_one_asks() {
    remembered.saw(7);
    clock.addAndGet(Duration.ofMinutes(2).toNanos());
    remembered
        .use(() -> Uni.createFrom().nothing(), shape -> Uni.createFrom().item(shape))
        .subscribe()
        .with(_ -> {});
    assertThat(used()).isEqualTo(7);
  }

  @Test
  void refusal_is_a_reason_to_ask_again() {
    used();
    assertThatThrownBy(
            () ->
                remembered
                    .use(
                        this::lookUp,
                        _ ->
                            Uni.createFrom()
                                .failure(new SourceException(ErrorKind.BAD_REQUEST, "no")))
                    .await()
                    .atMost(Duration.ofSeconds(5)))
        .isInstanceOf(SourceException.class);
    assertThat(used()).isEqualTo(2);
  }

  private int used() {
    return remembered
        .use(this::lookUp, shape -> Uni.createFrom().item(shape))
        .await()
        .atMost(Duration.ofSeconds(5));
  }

  private Uni<Integer> lookUp() {
    return Uni.createFrom().item(lookUps::incrementAndGet).invoke(remembered::saw);
  }
}
