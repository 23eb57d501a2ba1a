package dev.tributary.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A network in memory, and the tokenizer it was trained with; runs on the calling thread, and on
 * many at once.
 *
 * <p>One text, or one pair of texts, a run: in a quantised network those of a batch share one
 * scale, so that a result would depend on its neighbours.
 */
final class Network implements AutoCloseable {
  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";

  private final HuggingFaceTokenizer tokenizer;
  private final OrtSession session;

  private Network(HuggingFaceTokenizer tokenizer, OrtSession session) {
    this.tokenizer = tokenizer;
    this.session = session;
  }

  /** What a network gave: values row by row, and their shape. */
  @SuppressWarnings("ArrayRecordComponent") // read here alone
  record Output(float[] values, long[] shape) {}

  /** Loads both files; takes some hundred milliseconds. */
  static Network load(ModelFiles files, int maxTokens) throws IOException, OrtException {
    HuggingFaceTokenizer tokenizer = tokenizer(files, maxTokens);
    try {
      return new Network(tokenizer, session(files));
    } catch (IOException | OrtException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** The tokens of a text. */
  Encoding tokens(String text) {
    return tokenizer.encode(whole(text));
  }

  /** The tokens of a pair of texts; when they are too many, the longer one is cut. */
  Encoding tokens(String first, String second) {
    return tokenizer.encode(whole(first), whole(second));
  }

  /** The output of one name for some tokens. */
  Output run(Encoding tokens, String output) throws OrtException {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String input : session.getInputNames()) {
        inputs.put(input, tensor(values(tokens, input)));
      }
      try (OrtSession.Result result = session.run(inputs, Set.of(output))) {
        OnnxTensor tensor = (OnnxTensor) result.get(0);
        float[] values = new float[tensor.getFloatBuffer().remaining()];
        tensor.getFloatBuffer().get(values);
        return new Output(values, tensor.getInfo().getShape());
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  /** The first output with so many dimensions; else the first of all. */
  String outputOf(int dimensions) throws OrtException {
    for (NodeInfo node : session.getOutputInfo().values()) {
      if (node.getInfo() instanceof TensorInfo tensor && tensor.getShape().length == dimensions) {
        return node.getName();
      }
    }
    return session.getOutputNames().iterator().next();
  }

  @Override
  public void close() throws OrtException {
    session.close();
    tokenizer.close();
  }

  // Half a surrogate pair is no character, and the tokenizer's library cannot read it.
  private static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static HuggingFaceTokenizer tokenizer(ModelFiles files, int maxTokens)
      throws IOException {
    TokenizerLibrary.prepare();
    Map<String, String> options =
        Map.of(
            "padding",
            "false",
            "truncation",
            "true",
            "maxLength",
            String.valueOf(maxTokens),
            "modelMaxLength",
            String.valueOf(maxTokens));
    return switch (files) {
      case ModelFiles.Embedded jar ->
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(jar.bytes(jar.tokenizer())), options);
      case ModelFiles.OnDisk disk -> {
        disk.requireReadable();
        yield HuggingFaceTokenizer.newInstance(disk.tokenizer(), options);
      }
    };
  }

  private static OrtSession session(ModelFiles files) throws IOException, OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // The pool's threads are the parallelism. Threads of the session's own would spin for work
      // and take the cores from everybody else.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return switch (files) {
        case ModelFiles.Embedded jar ->
            environment.createSession(jar.bytes(jar.network()), options);
        case ModelFiles.OnDisk disk ->
            environment.createSession(disk.network().toString(), options);
      };
    }
  }

  private static long[] values(Encoding tokens, String input) {
    return switch (input) {
      case IDS -> tokens.getIds();
      case MASK -> tokens.getAttentionMask();
      case TYPES -> tokens.getTypeIds();
      default ->
          throw new IllegalArgumentException(
              "the network wants an input \"%s\"; allowed: %s, %s, %s"
                  .formatted(input, IDS, MASK, TYPES));
    };
  }

  private static OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), new long[] {1, values.length});
  }
}
