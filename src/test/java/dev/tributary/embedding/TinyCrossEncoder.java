package dev.tributary.embedding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real network with a real tokenizer, written by the test: its logit is the number of pairs of
 * equal words in question and passage, less 1.5.
 */
public final class TinyCrossEncoder {
  /** What it takes off: a bias, and the marks at the ends of both texts, which are equal. */
  private static final float LESS = 2.5f;

  private TinyCrossEncoder() {}

  /** Writes {@code model.onnx} and {@code tokenizer.json}. */
  public static void write(Path folder) throws IOException {
    Files.write(folder.resolve("model.onnx"), network().output("logits", 1L, 1L).bytes());
    ModelFiles.Embedded jar = (ModelFiles.Embedded) OnnxSettings.MINILM.files();
    Files.write(folder.resolve("tokenizer.json"), jar.bytes(jar.tokenizer()));
  }

  /** The files of a folder that {@link #write} filled. */
  static ModelFiles in(Path folder) {
    return new ModelFiles.OnDisk(folder.resolve("model.onnx"), folder.resolve("tokenizer.json"));
  }

  // question · (ids = ids) · passage, where the two vectors tell which token belongs to whom.
  private static OnnxFile network() {
    return new OnnxFile()
        .input("input_ids")
        .input("attention_mask")
        .input("token_type_ids")
        .constant("one", 1)
        .constant("less", LESS)
        .along(1, "Unsqueeze", "row", "input_ids")
        .along(2, "Unsqueeze", "column", "input_ids")
        .node("Equal", "equal", "row", "column")
        .node("Cast", "same", "to", 1, "equal")
        .node("Cast", "types", "to", 1, "token_type_ids")
        .along(2, "Unsqueeze", "of_passage", "types")
        .node("Sub", "not_types", "one", "types")
        .along(1, "Unsqueeze", "of_question", "not_types")
        .node("MatMul", "found", "of_question", "same")
        .node("MatMul", "count", "found", "of_passage")
        .along(2, "Squeeze", "pairs", "count")
        .node("Sub", "logits", "pairs", "less");
  }

  /** A network that gives more than one value a pair, as a model of tokens does. */
  static void writeOfTokens(Path folder) throws IOException {
    write(folder);
    Files.write(
        folder.resolve("model.onnx"),
        new OnnxFile()
            .input("input_ids")
            .node("Cast", "values", "to", 1, "input_ids")
            .output("values", 1L, -1L)
            .bytes());
  }
}
