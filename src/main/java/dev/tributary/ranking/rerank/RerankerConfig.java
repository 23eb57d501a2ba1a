package dev.tributary.ranking.rerank;

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

/** The rerankers. */
@ConfigMapping(prefix = RerankerConfig.PREFIX)
public interface RerankerConfig {
  String PREFIX = "tributary.reranker";

  /** The rerankers by name; a request chooses one, `tributary.ranking.rerank` the default. */
  @WithParentName
  Map<String, Model> models();

  /** One reranker. */
  interface Model {
    /**
     * How it is reached: a server as `cohere`, `jina`, `tei` (Text Embeddings Inference) or `vllm`
     * speaks, or `onnx`, a network in this process. Required.
     */
    Optional<String> type();

    /**
     * Servers: the base URL, to which `/rerank` is added, such as `https://api.cohere.com/v2`,
     * `https://api.jina.ai/v1` or `http://tei:8080`.
     */
    Optional<String> url();

    /** Servers: their name for the model; `tei` has one alone and takes none. */
    Optional<String> model();

    /** Servers: the key that is sent as a bearer token. */
    Optional<String> apiKey();

    /**
     * Servers: what their scores are, `probability` (0 to 1) or `logit`, which is turned into one.
     * Default: `probability`.
     */
    Optional<String> scores();

    /**
     * Servers: how many passages are sent in one call, 1 to 1000. Default: 32 for `tei`, whose own
     * bound that is, else 1000.
     */
    OptionalInt batch();

    /** Servers: calls at once, 1 to 1000. Default: 8. */
    OptionalInt permits();

    /** `onnx`: the network's file, `.onnx`: a cross-encoder with one output a pair. */
    Optional<String> modelPath();

    /** `onnx`: the tokenizer's file, `tokenizer.json`. */
    Optional<String> tokenizerPath();

    /**
     * `onnx`: tokens of question and passage together, 16 to 8192; the longer one is cut. Default:
     * 512.
     */
    OptionalInt maxTokens();

    /** How long an answer waits for it, 1ms to 30s. */
    @WithName("wait")
    @WithDefault("1s")
    @WithConverter(DurationConverter.class)
    Duration waitTime();

    /** How many passages it judges when a request does not say, 1 to 1000. */
    @WithDefault("50")
    int topN();

    /** So many characters of a passage are read, title included, 100 to 8000. */
    @WithDefault("2000")
    int maxCharacters();
  }
}
