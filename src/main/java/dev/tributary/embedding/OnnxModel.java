package dev.tributary.embedding;

import ai.onnxruntime.OrtException;
import java.io.IOException;

/**
 * A model in memory: text in, a vector of length 1 out, computed on the calling thread, by many at
 * once.
 */
final class OnnxModel implements TextModel {
  /** A row of values a token; else the whole text's vector is there already. */
  private static final int BY_TOKEN = 3;

  private final Network network;
  private final String output;
  private final Pooling pooling;

  private OnnxModel(Network network, Pooling pooling) throws OrtException {
    this.network = network;
    this.output = network.outputOf(BY_TOKEN);
    this.pooling = pooling;
  }

  /** Loads both files; takes some hundred milliseconds. */
  static OnnxModel load(OnnxSettings settings) throws IOException, OrtException {
    return new OnnxModel(Network.load(settings.files(), settings.maxTokens()), settings.pooling());
  }

  @Override
  public float[] embed(String text) throws OrtException {
    Network.Output rows = network.run(network.tokens(text), output);
    int dimension = Math.toIntExact(rows.shape()[rows.shape().length - 1]);
    return pooling.pool(rows.values(), rows.values().length / dimension, dimension);
  }

  @Override
  public void close() throws OrtException {
    network.close();
  }
}
