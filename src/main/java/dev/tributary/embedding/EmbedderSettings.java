package dev.tributary.embedding;

import java.time.Duration;

/**
 * A model of this server.
 *
 * @param model its name
 * @param encoder how its vectors are computed
 * @param prefixes that it was trained with
 * @param waitTime how long a question's vector may take
 * @param questionCache how many questions' vectors are kept
 * @param passageCache how many passages' vectors are kept
 */
record EmbedderSettings(
    String model,
    EncoderSettings encoder,
    Prefixes prefixes,
    Duration waitTime,
    int questionCache,
    int passageCache) {

  @Override
  public String toString() {
    return model + ", " + encoder;
  }
}
