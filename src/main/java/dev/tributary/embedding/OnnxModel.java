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
 * A model in memory: text in, a vector of length 1 out, computed on the calling thread.
 *
 * <p>May be called by many threads at once. One text a call: in a quantised model the texts of a
 * batch share one scale, so that a text's vector would depend on its neighbours.
 */
final class OnnxModel implements TextModel {
  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";

  private final HuggingFaceTokenizer tokenizer;
  private final OrtSession session;
  private final String output;
  private final Pooling pooling;

  private OnnxModel(HuggingFaceTokenizer tokenizer, OrtSession session, Pooling pooling)
      throws OrtException {
    this.tokenizer = tokenizer;
    this.session = session;
    this.output = tokenOutput(session);
    this.pooling = pooling;
  }

  /** Loads both files; takes some hundred milliseconds. */
  static OnnxModel load(OnnxSettings settings) throws IOException, OrtException {
    HuggingFaceTokenizer tokenizer = null;
    OrtSession session = null;
    try {
      tokenizer = tokenizer(settings);
      session = session(settings.files());
      return new OnnxModel(tokenizer, session, settings.pooling());
    } catch (IOException | OrtException | RuntimeException e) {
      if (session != null) {
        session.close();
      }
      if (tokenizer != null) {
        tokenizer.close();
      }
      throw e;
    }
  }

  @Override
  public float[] embed(String text) throws OrtException {
    // Half a surrogate pair is no character, and the tokenizer's library cannot read it.
    String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    Encoding tokens = tokenizer.encode(whole);
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String input : session.getInputNames()) {
        inputs.put(input, tensor(values(tokens, input)));
      }
      try (OrtSession.Result result = session.run(inputs, Set.of(output))) {
        OnnxTensor rows = (OnnxTensor) result.get(0);
        long[] shape = rows.getInfo().getShape();
        float[] values = new float[rows.getFloatBuffer().remaining()];
        rows.getFloatBuffer().get(values);
        int dimension = Math.toIntExact(shape[shape.length - 1]);
        return pooling.pool(values, values.length / dimension, dimension);
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
    tokenizer.close();
  }

  private static HuggingFaceTokenizer tokenizer(OnnxSettings settings) throws IOException {
    TokenizerLibrary.prepare();
    Map<String, String> options =
        Map.of(
            "padding",
            "false",
            "truncation",
            "true",
            "maxLength",
            String.valueOf(settings.maxTokens()),
            "modelMaxLength",
            String.valueOf(settings.maxTokens()));
    return switch (settings.files()) {
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

  /** The output with a row a token; else the first one, which is a whole text's vector already. */
  private static String tokenOutput(OrtSession session) throws OrtException {
    for (NodeInfo node : session.getOutputInfo().values()) {
      if (node.getInfo() instanceof TensorInfo tensor && tensor.getShape().length == 3) {
        return node.getName();
      }
    }
    return session.getOutputNames().iterator().next();
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
