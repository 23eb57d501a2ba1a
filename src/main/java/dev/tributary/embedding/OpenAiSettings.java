package dev.tributary.embedding;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A model behind a server that speaks OpenAI's embeddings API.
 *
 * @param url the base that such a server's clients are given, mostly ending in {@code /v1}
 * @param remoteModel the server's name for the model
 * @param apiKey sent as a bearer token, if there is one
 * @param dimensions asked for, and required of the answer, if said
 * @param permits calls at once for questions, and as many for passages
 */
record OpenAiSettings(
    URI url, String remoteModel, @Nullable String apiKey, @Nullable Integer dimensions, int permits)
    implements EncoderSettings {

  /** Without the key. */
  @Override
  public String toString() {
    return "openai %s at %s".formatted(remoteModel, url);
  }
}
