package dev.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WellFormedTest {
  @Test
  void text_without_halves_is_left_as_it_is() {
    String text = "água 🜄 𝔘";
    assertThat(WellFormed.of(text)).isSameAs(text);
  }

  @Test
  void each_half_of_a_pair_becomes_a_replacement_character() {
    assertThat(WellFormed.of("\uD83Dx\uDF04\uD83D\uDF04\uD83D"))
        .isEqualTo("\uFFFDx\uFFFD\uD83D\uDF04\uFFFD");
  }

  @Test
  void cut_text_can_be_written() {
    String cut = WellFormed.capped("ab🜄cd", 4);
    assertThat(cut).isEqualTo("ab\uFFFD…");
    assertThat(Json.write(Map.of("text", cut))).isNotEmpty();
  }
}
