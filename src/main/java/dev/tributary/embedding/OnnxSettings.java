package dev.tributary.embedding;

import java.time.Duration;

/**
 * A model that runs in this process.
 *
 * @param model its name
 * @param files network and tokenizer
 * @param pooling of the tokens' vectors
 * @param prefixes that the model was trained with
 * @param maxTokens of a text, its special tokens included; what is beyond is cut off
 * @param retryAfter how long a failed loading is not tried again
 */
record OnnxSettings(
    String model,
    ModelFiles files,
    Pooling pooling,
    Prefixes prefixes,
    int maxTokens,
    Duration retryAfter) {

  /** How long a failed loading is not tried again, where nothing else is said. */
  static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** The most tokens of a text where nothing else is said: what models of BERT's size take. */
  static final int MAX_TOKENS = 512;

  /** all-MiniLM-L6-v2, quantised: 384 dimensions, trained on texts of at most 256 tokens. */
  static final OnnxSettings MINILM =
      new OnnxSettings(
          Embedders.DEFAULT_MODEL,
          new ModelFiles.Embedded("all-minilm-l6-v2-q.onnx", "all-minilm-l6-v2-q-tokenizer.json"),
          Pooling.MEAN,
          Prefixes.NONE,
          256,
          RETRY_AFTER);

  /** bge-small-en-v1.5, quantised: 384 dimensions, questions with an instruction before them. */
  static final OnnxSettings BGE_SMALL =
      new OnnxSettings(
          "bge-small-en-v1.5-q",
          new ModelFiles.Embedded("bge-small-en-v1.5-q.onnx", "bge-small-en-v1.5-q-tokenizer.json"),
          Pooling.CLS,
          new Prefixes("Represent this sentence for searching relevant passages: ", ""),
          512,
          RETRY_AFTER);
}
