package dev.tributary.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTest {
  @Test
  void slower_rate_is_the_one_that_allows_fewer_calls_in_the_long_run() {
    Rate perMinute = new Rate(10, Duration.ofMinutes(1));
    Rate perSecond = new Rate(1, Duration.ofSeconds(1));
    assertThat(perMinute.slower(perSecond)).isEqualTo(perMinute);
    assertThat(perSecond.slower(perMinute)).isEqualTo(perMinute);
    assertThat(perSecond.slower(perSecond)).isEqualTo(perSecond);
  }
}
