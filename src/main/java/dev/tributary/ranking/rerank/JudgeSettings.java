package dev.tributary.ranking.rerank;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How a reranker's scores are computed. */
sealed interface JudgeSettings {
  /**
   * On a server.
   *
   * @param dialect that it speaks
   * @param url of its base, without {@code /rerank}
   * @param model its own name for it; null where it has one alone
   * @param apiKey sent as a bearer token, if there is one
   * @param logits whether its scores are logits
   * @param batch passages a call
   * @param permits calls at once
   */
  record Remote(
      Dialect dialect,
      URI url,
      @Nullable String model,
      @Nullable String apiKey,
      boolean logits,
      int batch,
      int permits)
      implements JudgeSettings {
    /** Without the key. */
    @Override
    public String toString() {
      return dialect.wireName() + (model == null ? "" : " " + model) + " at " + url;
    }
  }

  /**
   * In this process.
   *
   * @param maxTokens of question and passage together
   */
  record Onnx(Path network, Path tokenizer, int maxTokens) implements JudgeSettings {
    @Override
    public String toString() {
      return "onnx " + network;
    }
  }
}
