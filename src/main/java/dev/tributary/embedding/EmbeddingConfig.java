package dev.tributary.embedding;

import dev.tributary.guard.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The embedding models beside the two that are embedded, and what is changed of those. */
@ConfigMapping(prefix = "tributary.embedding")
public interface EmbeddingConfig {
  /**
   * The models by name. The embedded ones, `minilm-l6-v2-q` and `bge-small-en-v1.5-q`, are always
   * there.
   */
  @WithParentName
  Map<String, Model> models();

  /** One model. */
  interface Model {
    /**
     * How it is reached: `onnx` (in this process) or `openai` (a server). Not for embedded ones.
     */
    Optional<String> type();

    /** `onnx`: the network's file, `.onnx`. */
    Optional<String> modelPath();

    /** `onnx`: the tokenizer's file, `tokenizer.json`. */
    Optional<String> tokenizerPath();

    /**
     * `onnx`: how the tokens' vectors become one, `mean` or `cls`; the model's card says. Default:
     * `mean`.
     */
    Optional<String> pooling();

    /**
     * `onnx`: tokens of a text that are read, 8 to 8192; the rest is cut off. Default: 512, MiniLM
     * 256.
     */
    OptionalInt maxTokens();

    /**
     * What stands before a question, where the model wants something, such as `"query: "`; in
     * quotes, as the space at its end counts.
     */
    Optional<String> questionPrefix();

    /**
     * What stands before a passage, where the model wants something, such as `"passage: "`; in
     * quotes, as the space at its end counts.
     */
    Optional<String> passagePrefix();

    /** `openai`: the server's base URL, mostly ending in `/v1`; `/embeddings` is added. */
    Optional<String> url();

    /** `openai`: the server's name for the model. */
    Optional<String> model();

    /** `openai`: the key that is sent as a bearer token. */
    Optional<String> apiKey();

    /** `openai`: how many dimensions to ask for, 1 to 65536. Default: the model's own. */
    OptionalInt dimensions();

    /**
     * `openai`: how many questions are embedded at once, and how many passages beside them; 1 to
     * 1000. Default: 8.
     */
    OptionalInt permits();

    /**
     * How long a question waits for its vector, 1ms to 60s. The first ones may find the model still
     * loading.
     */
    @WithName("wait")
    @WithDefault("300ms")
    @WithConverter(DurationConverter.class)
    Duration waitTime();

    /**
     * How many questions' vectors are kept in memory, 0 to 10000000; 384 dimensions are 1.5 KB
     * each.
     */
    @WithDefault("10000")
    int questionCache();

    /** How many passages' vectors are kept in memory, 0 to 10000000. */
    @WithDefault("20000")
    int passageCache();
  }
}
