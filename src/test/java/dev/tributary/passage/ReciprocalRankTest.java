package dev.tributary.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReciprocalRankTest {
  @Test
  void a_rank_adds_one_over_k_and_rank() {
    assertThat(ReciprocalRank.of(1, ReciprocalRank.DEFAULT_K)).isEqualTo(1.0 / 61);
    assertThat(ReciprocalRank.of(10, 2)).isEqualTo(1.0 / 12);
  }

  @Test
  void ranks_and_constants_count_from_one() {
    assertThatThrownBy(() -> ReciprocalRank.of(0, 60)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ReciprocalRank.of(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
