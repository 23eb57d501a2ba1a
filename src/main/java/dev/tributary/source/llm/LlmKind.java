package dev.tributary.source.llm;

import dev.tributary.guard.Allowance;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.source.Source;
import dev.tributary.source.SourceKind;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.http.JsonApi;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Makes the configured models. */
@ApplicationScoped
class LlmKind implements SourceKind {
  static final String NAME = "llm";

  private static final int MAX_BODY = 1024 * 1024;

  private final LlmConfig config;
  private final HttpCallers callers;

  LlmKind(LlmConfig config, HttpCallers callers) {
    this.config = config;
    this.callers = callers;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Source> sources() {
    return SourceKind.inOrder(config.sources(), this::source);
  }

  private LlmSource source(String name, LlmConfig.Chat chat) {
    String keys = LlmConfig.PREFIX + ".\"" + name + "\"";
    SourceSettings settings = SourceSettings.of(keys, chat, true);
    Map<String, String> headers =
        chat.key().map(key -> Map.of("Authorization", "Bearer " + key.strip())).orElse(Map.of());
    JsonApi api =
        JsonApi.of(
            keys,
            chat.url().orElse(null),
            headers,
            settings,
            MAX_BODY,
            callers,
            body -> body.path("error").path("message").asText(null));
    return new LlmSource(
        name,
        api,
        settings,
        prompt(keys, chat),
        new Allowance.Ledger(allowance(keys, chat), Clock.systemUTC()));
  }

  private static Prompt prompt(String keys, LlmConfig.Chat chat) {
    String model =
        chat.model()
            .orElseThrow(
                () -> new BadConfiguration(keys + ".model", "missing", "a model that the API has"));
    if (chat.maxTokens() < 16 || chat.maxTokens() > 8_192) {
      throw new BadConfiguration(
          keys + ".max-tokens", String.valueOf(chat.maxTokens()), "16 to 8192");
    }
    if (!chat.maxTokensField().matches("[a-z_]{1,40}")) {
      throw new BadConfiguration(
          keys + ".max-tokens-field",
          '"' + chat.maxTokensField() + '"',
          "max_tokens or max_completion_tokens");
    }
    return new Prompt(model, chat.instructions(), chat.maxTokens(), chat.maxTokensField());
  }

  private static Allowance allowance(String keys, LlmConfig.Chat chat) {
    if (chat.dailyTokens() < 1_000) {
      throw new BadConfiguration(
          keys + ".daily-tokens", String.valueOf(chat.dailyTokens()), "1000 and up");
    }
    boolean priced = chat.inputPrice().isPresent() && chat.outputPrice().isPresent();
    if (chat.dailyCost().isPresent() && !priced) {
      throw new BadConfiguration(
          keys + ".daily-cost", "without prices", "a cost with input-price and output-price");
    }
    return new Allowance(
        chat.dailyTokens(),
        amount(keys + ".daily-cost", chat.dailyCost(), Double.MAX_VALUE),
        amount(keys + ".input-price", chat.inputPrice(), 0),
        amount(keys + ".output-price", chat.outputPrice(), 0));
  }

  private static double amount(String key, OptionalDouble value, double otherwise) {
    double amount = value.orElse(otherwise);
    if (!(amount >= 0)) {
      throw new BadConfiguration(key, String.valueOf(amount), "0 and up");
    }
    return amount;
  }
}
