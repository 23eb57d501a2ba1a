package dev.tributary.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {
  @Test
  void text_is_stripped_and_normalised() {
    assertThat(new Question("  caf\u0065\u0301?\n").text()).isEqualTo("caf\u00e9?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\n\t"})
  void blank_question_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Question(text))
        .withMessageContaining("blank");
  }

  @Test
  void longest_question_is_taken_and_a_longer_one_refused_with_its_length() {
    assertThat(new Question("a".repeat(10_000)).text()).hasSize(10_000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Question("a".repeat(10_001)))
        .withMessageContaining("10001");
  }

  @Test
  void control_character_is_refused_by_name_and_position() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Question("what\u0000is"))
        .withMessageContaining("U+0000")
        .withMessageContaining("position 4");
  }

  @Test
  void tabs_and_line_breaks_are_text() {
    assertThat(new Question("a\tb\nc\r\nd").text()).isEqualTo("a\tb\nc\r\nd");
  }
}
