package dev.tributary.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxModelTest {
  private static OnnxModel minilm;
  private static OnnxModel bge;

  @BeforeAll
  static void load() throws Exception {
    minilm = OnnxModel.load(OnnxSettings.MINILM);
    bge = OnnxModel.load(OnnxSettings.BGE_SMALL);
  }

  @AfterAll
  static void close() throws Exception {
    minilm.close();
    bge.close();
  }

  @Test
  void paraphrase_is_nearer_than_another_subject_in_both_models() throws Exception {
    for (OnnxModel model : new OnnxModel[] {minilm, bge}) {
      float[] asked = model.embed("How do I reset a forgotten password?");
      float[] same = model.embed("Steps to recover access when you no longer know your password");
      float[] other = model.embed("The glacier lost two metres of ice this summer");
      assertThat(dot(asked, same)).isGreaterThan(dot(asked, other) + 0.2);
    }
  }

  @Test
  void vectors_have_384_dimensions_and_length_1() throws Exception {
    for (OnnxModel model : new OnnxModel[] {minilm, bge}) {
      float[] vector = model.embed("a river");
      assertThat(vector).hasSize(384);
      assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void same_text_gives_the_same_vector_to_the_last_bit() throws Exception {
    assertThat(minilm.embed("a river")).isEqualTo(minilm.embed("a river"));
  }

  @Test
  void minilm_reads_256_tokens_and_bge_512() throws Exception {
    // Two of the tokens are the model's own marks.
    assertThat(hasRead(minilm, 254)).isTrue();
    assertThat(hasRead(minilm, 255)).isFalse();
    assertThat(hasRead(bge, 510)).isTrue();
    assertThat(hasRead(bge, 511)).isFalse();
  }

  @Test
  void max_tokens_can_be_chosen() throws Exception {
    OnnxSettings s = OnnxSettings.MINILM;
    try (OnnxModel model = OnnxModel.load(new OnnxSettings(s.files(), s.pooling(), 16))) {
      assertThat(hasRead(model, 14)).isTrue();
      assertThat(hasRead(model, 15)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\uD83C", "a\u0000b", "日本語の文章", "🙂🙂", "ação à ü \u0065\u0301"})
  void any_text_has_a_vector(String text) throws Exception {
    assertThat(minilm.embed(text)).hasSize(384);
  }

  @Test
  void files_on_disk_give_the_same_vectors_as_those_in_the_jar(@TempDir Path folder)
      throws Exception {
    try (OnnxModel model = OnnxModel.load(onDisk(folder))) {
      assertThat(model.embed("a river")).isEqualTo(minilm.embed("a river"));
    }
  }

  @Test
  void missing_file_is_named(@TempDir Path folder) throws Exception {
    OnnxSettings settings = onDisk(folder);
    Files.delete(folder.resolve("model.onnx"));
    assertThatThrownBy(() -> OnnxModel.load(settings)).hasMessageContaining("model.onnx");
  }

  @Test
  void file_that_is_no_network_is_refused(@TempDir Path folder) throws Exception {
    OnnxSettings settings = onDisk(folder);
    Files.writeString(folder.resolve("model.onnx"), "no network");
    assertThatThrownBy(() -> OnnxModel.load(settings))
        .isInstanceOf(ai.onnxruntime.OrtException.class);
  }

  private static OnnxSettings onDisk(Path folder) throws Exception {
    ModelFiles.Embedded jar = (ModelFiles.Embedded) OnnxSettings.MINILM.files();
    Path network = Files.write(folder.resolve("model.onnx"), jar.bytes(jar.network()));
    Path tokenizer = Files.write(folder.resolve("tokenizer.json"), jar.bytes(jar.tokenizer()));
    return new OnnxSettings(new ModelFiles.OnDisk(network, tokenizer), Pooling.MEAN, 256);
  }

  /** Whether the last of so many words, of one token each, makes a difference. */
  private static boolean hasRead(OnnxModel model, int words) throws Exception {
    String before = "river ".repeat(words - 1);
    return !Arrays.equals(model.embed(before + "river"), model.embed(before + "stone"));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
