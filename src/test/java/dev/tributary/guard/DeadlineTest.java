package dev.tributary.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private final FakeTimers timers = new FakeTimers();
  private final Deadline deadline = Deadline.after(Duration.ofMillis(100), timers::nanoTime);

  @Test
  void what_remains_shrinks_and_is_never_negative() {
    assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(100));
    timers.advanceMillis(60);
    assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(40));
    assertThat(deadline.isOver()).isFalse();
    timers.advanceMillis(60);
    assertThat(deadline.remaining()).isZero();
    assertThat(deadline.isOver()).isTrue();
  }

  @Test
  void hop_gets_the_smaller_of_its_budget_and_what_remains() {
    assertThat(deadline.cap(Duration.ofMillis(30))).isEqualTo(Duration.ofMillis(30));
    assertThat(deadline.cap(Duration.ofSeconds(3))).isEqualTo(Duration.ofMillis(100));
    assertThat(deadline.within(Duration.ofMillis(30)).remaining()).isEqualTo(Duration.ofMillis(30));
    assertThat(deadline.within(Duration.ofSeconds(3)).remaining())
        .isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void reserve_comes_off_the_end() {
    assertThat(deadline.minus(Duration.ofMillis(40)).remaining()).isEqualTo(Duration.ofMillis(60));
  }
}
