package dev.tributary.source.llm;

import dev.tributary.guard.DurationConverter;
import dev.tributary.source.SourceConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The sources of kind {@code llm}. */
@ConfigMapping(prefix = LlmConfig.PREFIX)
interface LlmConfig {
  String PREFIX = "tributary.source.llm";

  /** The models, by the name of their source. */
  @WithParentName
  Map<String, Chat> sources();

  /** One model behind a server that speaks OpenAI's chat API. */
  interface Chat extends SourceConfig {
    /** How long an answer waits for this source: a model takes its time. */
    @Override
    @WithDefault("15s")
    @WithConverter(DurationConverter.class)
    @WithName("wait")
    Duration waitTime();

    /** Whether it is asked when a request names no sources: not unless you say so. */
    @Override
    @WithName("default")
    @WithDefault("false")
    boolean byDefault();

    /** The API, required: what stands before `/chat/completions`, such as `http://vllm:8000/v1`. */
    Optional<String> url();

    /** The model, by its name there, required. */
    Optional<String> model();

    /** The API's key, as `${ENV}`; none for many servers of your own. */
    Optional<String> key();

    /** What the model is told before the question. */
    @WithDefault(
        "Answer the question in at most five sentences, from what you know. Say so when you do not"
            + " know.")
    String instructions();

    /** The most tokens of one answer, 16 to 8192. */
    @WithDefault("300")
    int maxTokens();

    /** How the API calls that limit; newer models of OpenAI want `max_completion_tokens`. */
    @WithDefault("max_tokens")
    String maxTokensField();

    /** The most tokens of a day (UTC), questions and answers, on this replica, 1000 and up. */
    @WithDefault("100000")
    long dailyTokens();

    /** What a million tokens of questions cost, in the currency of `daily-cost`. */
    OptionalDouble inputPrice();

    /** What a million tokens of answers cost. */
    OptionalDouble outputPrice();

    /** The most that a day (UTC) may cost on this replica; with both prices. */
    OptionalDouble dailyCost();
  }
}
