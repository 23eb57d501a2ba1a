package dev.tributary.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.embedding.EmbeddingException.Reason;
import dev.tributary.guard.SystemTimers;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairModelTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final CrossEncoders encoders =
      new CrossEncoders(new EmbeddingPool(2), new SystemTimers());

  @BeforeEach
  void write() throws Exception {
    TinyCrossEncoder.write(folder);
  }

  @AfterEach
  void close() {
    encoders.close();
  }

  @Test
  void question_and_passage_are_read_together() throws Exception {
    try (PairModel model = PairModel.load(TinyCrossEncoder.in(folder), 512)) {
      assertThat(model.logit("how long is the river", "the river is short")).isEqualTo(1.5f);
      assertThat(model.logit("how long is the river", "bread needs an oven")).isEqualTo(-1.5f);
      assertThat(model.logit("bread", "bread bread bread")).isEqualTo(1.5f);
    }
  }

  @Test
  void what_is_beyond_the_tokens_is_cut_off_the_longer_one() throws Exception {
    try (PairModel model = PairModel.load(TinyCrossEncoder.in(folder), 32)) {
      // 3 of 32 are marks, 1 is the question.
      assertThat(model.logit("river", "stone ".repeat(27) + "river")).isEqualTo(-0.5f);
      assertThat(model.logit("river", "stone ".repeat(28) + "river")).isEqualTo(-1.5f);
      assertThat(model.logit("stone ".repeat(500) + "river", "river")).isEqualTo(-1.5f);
    }
  }

  @Test
  void any_text_can_be_judged() throws Exception {
    try (PairModel model = PairModel.load(TinyCrossEncoder.in(folder), 64)) {
      for (String text : List.of("", "\uD83C", "a\u0000b", "日本語", "🙂🙂")) {
        assertThat(model.logit("river", text)).isEqualTo(-1.5f);
      }
    }
  }

  @Test
  void network_with_more_than_one_value_a_pair_is_no_reranker() throws Exception {
    TinyCrossEncoder.writeOfTokens(folder);
    try (PairModel model = PairModel.load(TinyCrossEncoder.in(folder), 64)) {
      assertThatThrownBy(() -> model.logit("a", "b"))
          .hasMessage("the network gives 5 values a pair, where a reranker gives 1");
    }
  }

  @Test
  void pairs_at_once_get_what_they_get_alone() {
    CrossEncoder encoder = encoder("model.onnx");
    List<Uni<Float>> all =
        IntStream.range(0, 200)
            .mapToObj(i -> encoder.logit("river", "river ".repeat(i % 7) + "stone"))
            .toList();
    List<Float> logits = Uni.join().all(all).andFailFast().await().atMost(SOON);
    for (int i = 0; i < logits.size(); i++) {
      assertThat(logits.get(i)).isEqualTo(i % 7 - 1.5f);
    }
  }

  @Test
  void missing_file_is_told_at_the_first_use() {
    assertThatThrownBy(() -> encoder("nowhere.onnx").logit("a", "b").await().atMost(SOON))
        .hasMessageContainingAll("\"mine\"", "model-path")
        .isInstanceOfSatisfying(
            EmbeddingException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
  }

  private CrossEncoder encoder(String network) {
    return encoders.onDisk("mine", folder.resolve(network), folder.resolve("tokenizer.json"), 64);
  }
}
