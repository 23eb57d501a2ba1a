package dev.tributary.embedding;

import ai.onnxruntime.OrtException;
import java.io.IOException;

/**
 * A cross-encoder in memory: question and passage in, one logit out, computed on the calling
 * thread, by many at once.
 */
final class PairModel implements AutoCloseable {
  /** Pairs by logits. */
  private static final int BY_PAIR = 2;

  private final Network network;
  private final String output;

  private PairModel(Network network) throws OrtException {
    this.network = network;
    this.output = network.outputOf(BY_PAIR);
  }

  /** Loads both files; takes some hundred milliseconds. */
  static PairModel load(ModelFiles files, int maxTokens) throws IOException, OrtException {
    return new PairModel(Network.load(files, maxTokens));
  }

  /**
   * How well the one answers the other.
   *
   * @throws IllegalStateException when the network does not give one finite value a pair
   */
  float logit(String question, String passage) throws OrtException {
    Network.Output found = network.run(network.tokens(question, passage), output);
    if (found.values().length != 1) {
      throw new IllegalStateException(
          "the network gives %d values a pair, where a reranker gives 1"
              .formatted(found.values().length));
    }
    if (!Float.isFinite(found.values()[0])) {
      throw new IllegalStateException("the network gave a value that is no finite number");
    }
    return found.values()[0];
  }

  @Override
  public void close() throws OrtException {
    network.close();
  }
}
