package dev.tributary.conversation;

import dev.tributary.guard.Allowance;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.guard.Breaker;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.Keys;
import dev.tributary.guard.LimiterFullException;
import dev.tributary.guard.RateLimitedException;
import dev.tributary.guard.TimeLimit;
import dev.tributary.guard.Timers;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.passage.Question;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a question stand alone: by {@link SalientTerms}, or by a language model where one is
 * configured. When the model is late, down or held back, the words have to do, and that is told.
 */
@Singleton
public class Condenser {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /** More takes milliseconds to read, which no event loop should be held for. */
  private static final int MOST_CHARACTERS_AT_ONCE = 2_000;

  private final @Nullable ChatModel model;
  private final Breaker breaker;
  private final Timers timers;

  /**
   * @throws BadConfiguration when a value is wrong in itself
   */
  public Condenser(ConversationConfig config, HttpCallers callers, Timers timers) {
    this.timers = timers;
    this.breaker = new Breaker(timers);
    Keys keys = new Keys(ConversationConfig.PREFIX);
    if (config.url().isEmpty()) {
      keys.forbid("model", config.model(), "nothing without url");
      this.model = null;
    } else {
      this.model = new ChatModel(settings(keys, config), callers, timers);
    }
  }

  /** How long it may take. */
  public Duration waitTime() {
    return model == null ? Duration.ZERO : model.waitTime();
  }

  /**
   * The question, standing alone; never fails. Without a model it is there at subscription, unless
   * there is much to read.
   *
   * @param history oldest first, at least one turn
   * @param limit how long it may take
   */
  public Uni<Condensed> condense(Question question, List<Turn> history, Duration limit) {
    return Uni.createFrom()
        .deferred(
            () ->
                model == null
                    ? byWords(question, history, null)
                    : asked(model, question, history, limit));
  }

  private Uni<Condensed> asked(
      ChatModel model, Question question, List<Turn> history, Duration limit) {
    Breaker.Pass pass = breaker.admit();
    if (pass == null) {
      return byWords(question, history, "the model failed too often and is not asked");
    }
    boolean wholeWait = limit.compareTo(model.waitTime()) >= 0;
    Deadline deadline = Deadline.after(limit, timers::nanoTime);
    return TimeLimit.of(
            model.standalone(question, history, deadline),
            limit,
            timers,
            () ->
                new IllegalStateException(
                    "the model did not answer within " + limit.toMillis() + " ms"))
        .onTermination()
        .invoke((_, failure, cancelled) -> pass.end(verdict(failure, cancelled, wholeWait)))
        .map(said -> new Condensed(said, null))
        .onFailure()
        .recoverWithUni(failure -> byWords(question, history, failure.getMessage()));
  }

  private static Breaker.Verdict verdict(
      @Nullable Throwable failure, boolean cancelled, boolean wholeWait) {
    if (failure == null && !cancelled) {
      return new Breaker.Verdict.Well();
    }
    // Neither a client without patience nor what was not sent says anything about the model.
    boolean own =
        failure instanceof RateLimitedException || failure instanceof LimiterFullException;
    return cancelled || own || !wholeWait
        ? new Breaker.Verdict.Nothing()
        : new Breaker.Verdict.Bad();
  }

  private static Uni<Condensed> byWords(
      Question question, List<Turn> history, @Nullable String degraded) {
    Uni<Condensed> condensed =
        Uni.createFrom()
            .item(() -> new Condensed(SalientTerms.standalone(question, history), degraded));
    return SalientTerms.charactersOf(history) <= MOST_CHARACTERS_AT_ONCE
        ? condensed
        : condensed.runSubscriptionOn(Infrastructure.getDefaultExecutor());
  }

  private static ChatModel.Settings settings(Keys keys, ConversationConfig config) {
    if (config.dailyTokens() < 1_000) {
      throw keys.bad("daily-tokens", String.valueOf(config.dailyTokens()), "1000 and up");
    }
    if (!config.maxTokensField().matches("[a-z_]{1,40}")) {
      throw keys.bad(
          "max-tokens-field",
          '"' + config.maxTokensField() + '"',
          "max_tokens or max_completion_tokens");
    }
    return new ChatModel.Settings(
        keys.url("url", config.url()),
        keys.required("model", config.model(), "a model that the API has"),
        config.apiKey().map(String::strip).orElse(null),
        keys.within("wait", config.waitTime(), LONGEST_WAIT),
        keys.within("max-tokens", config.maxTokens(), 16, 1_000),
        config.maxTokensField(),
        Allowance.ofTokens(config.dailyTokens()));
  }
}
