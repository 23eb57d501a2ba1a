package dev.tributary.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassageTest {
  @Test
  void a_passage_keeps_its_own_copy_of_the_metadata() {
    Map<String, Object> metadata = new HashMap<>(Map.of("lang", "pt"));
    Passage passage = passage("s:1", "s", "text", metadata, null);
    metadata.put("lang", "en");
    assertThat(passage.metadata()).containsExactly(Map.entry("lang", "pt"));
  }

  @Test
  void a_text_over_the_bound_is_refused() {
    assertThat(passage("s:1", "s", "x".repeat(Passage.MAX_TEXT), Map.of(), null).text())
        .hasSize(8_000);
    assertThatThrownBy(() -> passage("s:1", "s", "x".repeat(8_001), Map.of(), null))
        .hasMessageContaining("8001");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void a_score_is_a_finite_number(double score) {
    assertThatThrownBy(() -> passage("s:1", "s", "text", Map.of(), score))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_passage_without_id_or_source_is_refused() {
    assertThatThrownBy(() -> passage("", "s", "", Map.of(), null)).hasMessageContaining("id");
    assertThatThrownBy(() -> passage("s:1", "", "", Map.of(), null)).hasMessageContaining("source");
  }

  private static Passage passage(
      String id, String source, String text, Map<String, Object> metadata, @Nullable Double score) {
    return new Passage(id, source, null, null, text, null, metadata, Signal.SCORE, score, null);
  }
}
