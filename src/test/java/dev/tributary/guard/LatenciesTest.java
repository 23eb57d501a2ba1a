package dev.tributary.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void quantiles_are_of_the_last_durations_alone() {
    Latencies latencies = new Latencies();
    assertThat(latencies.quantileMillis(0.5)).isEmpty();
    for (int i = 0; i < 1_000; i++) {
      latencies.add(9_000_000_000L);
    }
    for (int i = 1; i <= Latencies.WINDOW; i++) {
      latencies.add(i * 1_000_000L);
    }
    assertThat(latencies.quantileMillis(0.5)).hasValue(128);
    assertThat(latencies.quantileMillis(0.95)).hasValue(244);
    assertThat(latencies.quantileMillis(1)).hasValue(256);
  }

  @Test
  void second_tries_are_a_tenth_of_the_first_ones() {
    Budget budget = new Budget();
    int spent = 0;
    for (int i = 0; i < 1_000; i++) {
      budget.earn();
      spent += budget.spend() ? 1 : 0;
    }
    assertThat(spent).isBetween(105, 110);
  }
}
