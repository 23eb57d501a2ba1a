package dev.tributary.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModelTokensTest {
  @Test
  void tokens_are_those_of_the_model_without_its_marks_and_without_its_bound() {
    try (ModelTokens tokens = new ModelTokens("minilm", OnnxSettings.MINILM.files())) {
      assertThat(tokens.count("")).isZero();
      assertThat(tokens.count("The river floods.")).isEqualTo(4);
      assertThat(tokens.count("river ".repeat(3_000))).isEqualTo(3_000);
      assertThat(tokens.count("half \ud83c of a pair")).isPositive();
    }
  }

  @Test
  void without_a_tokenizer_four_characters_are_a_token() {
    assertThat(TokenCounter.byCharacters("")).isZero();
    assertThat(TokenCounter.byCharacters("rive")).isEqualTo(1);
    assertThat(TokenCounter.byCharacters("river")).isEqualTo(2);
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    ModelFiles files = new ModelFiles.OnDisk(Path.of("no.onnx"), Path.of("no-tokenizer.json"));
    try (ModelTokens tokens = new ModelTokens("mine", files)) {
      assertThatThrownBy(() -> tokens.count("x"))
          .isInstanceOf(EmbeddingException.class)
          .hasMessageContaining("\"mine\"")
          .hasMessageContaining("no.onnx");
    }
  }
}
