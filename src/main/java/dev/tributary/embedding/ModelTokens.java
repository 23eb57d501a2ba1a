package dev.tributary.embedding;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.tributary.embedding.EmbeddingException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts by a model's own tokenizer: a second one beside the model's, since that cuts what is too
 * long for the model, and this one is to be had without the network's weights.
 */
final class ModelTokens implements TokenCounter, AutoCloseable {
  private final String model;
  private final ModelFiles files;
  // Guarded by this.
  private @Nullable HuggingFaceTokenizer tokenizer;

  ModelTokens(String model, ModelFiles files) {
    this.model = model;
    this.files = files;
  }

  @Override
  public int count(String text) {
    // Half a surrogate pair is no character, and the tokenizer's library cannot read it.
    String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return tokenizer().encode(whole, false, false).getIds().length;
  }

  private synchronized HuggingFaceTokenizer tokenizer() {
    if (tokenizer == null) {
      try {
        tokenizer = load();
      } catch (IOException | RuntimeException e) {
        throw new EmbeddingException(
            Reason.UNAVAILABLE,
            "the tokenizer of model \"%s\" cannot be loaded: %s".formatted(model, e.getMessage()),
            e);
      }
    }
    return tokenizer;
  }

  private HuggingFaceTokenizer load() throws IOException {
    TokenizerLibrary.prepare();
    Map<String, String> whole = Map.of("padding", "false", "truncation", "false");
    return switch (files) {
      case ModelFiles.Embedded jar ->
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(jar.bytes(jar.tokenizer())), whole);
      case ModelFiles.OnDisk disk -> {
        disk.requireReadable();
        yield HuggingFaceTokenizer.newInstance(disk.tokenizer(), whole);
      }
    };
  }

  @Override
  public synchronized void close() {
    if (tokenizer != null) {
      tokenizer.close();
      tokenizer = null;
    }
  }
}
