package dev.tributary.conversation;

import dev.tributary.guard.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/**
 * How a question with a history is made to stand alone: by its words, or by a language model when
 * one is configured.
 */
@ConfigMapping(prefix = ConversationConfig.PREFIX)
public interface ConversationConfig {
  String PREFIX = "tributary.conversation";

  /**
   * The API of a language model, OpenAI's chat or one like it: what stands before
   * `/chat/completions`, such as `http://vllm:8000/v1`. Without it no model is asked.
   */
  Optional<String> url();

  /** The model, by its name there; required with `url`. */
  Optional<String> model();

  /** The API's key, as `${ENV}`; sent as a bearer token. */
  Optional<String> apiKey();

  /** How long a question waits for the model, 1ms to 30s; then its words have to do. */
  @WithName("wait")
  @WithDefault("2s")
  @WithConverter(DurationConverter.class)
  Duration waitTime();

  /** The most tokens of the model's answer, 16 to 1000. */
  @WithDefault("100")
  int maxTokens();

  /** How the API calls that limit; newer models of OpenAI want `max_completion_tokens`. */
  @WithDefault("max_tokens")
  String maxTokensField();

  /** The most tokens of a day (UTC), conversations and answers, on this replica, 1000 and up. */
  @WithDefault("100000")
  long dailyTokens();
}
