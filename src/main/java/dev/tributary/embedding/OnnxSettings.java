package dev.tributary.embedding;

/**
 * A model that runs in this process.
 *
 * @param files network and tokenizer
 * @param pooling of the tokens' vectors
 * @param maxTokens of a text, its special tokens included; what is beyond is cut off
 */
record OnnxSettings(ModelFiles files, Pooling pooling, int maxTokens) implements EncoderSettings {
  /** all-MiniLM-L6-v2, quantised: 384 dimensions, trained on texts of at most 256 tokens. */
  static final OnnxSettings MINILM =
      new OnnxSettings(
          new ModelFiles.Embedded("all-minilm-l6-v2-q.onnx", "all-minilm-l6-v2-q-tokenizer.json"),
          Pooling.MEAN,
          256);

  /** bge-small-en-v1.5, quantised: 384 dimensions. */
  static final OnnxSettings BGE_SMALL =
      new OnnxSettings(
          new ModelFiles.Embedded("bge-small-en-v1.5-q.onnx", "bge-small-en-v1.5-q-tokenizer.json"),
          Pooling.CLS,
          512);

  @Override
  public String toString() {
    return "onnx " + files;
  }
}
