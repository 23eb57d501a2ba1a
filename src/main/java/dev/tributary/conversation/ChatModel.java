package dev.tributary.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.conversation.Turn.Role;
import dev.tributary.guard.Allowance;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.Limiter;
import dev.tributary.guard.Timers;
import dev.tributary.outbound.HttpAnswer;
import dev.tributary.outbound.HttpCaller;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.outbound.HttpRequest;
import dev.tributary.passage.Question;
import dev.tributary.text.Cut;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A language model that says a question so that it stands alone. No message holds the key or the
 * server's own words.
 */
final class ChatModel {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String INSTRUCTIONS =
      "Say the user's last message as one search query that is understood without the"
          + " conversation, in the language of that message. Answer with the query alone.";

  private static final int PERMITS = 8;
  private static final int QUEUE = 64;
  private static final int MAX_BODY = 256 * 1024;

  /** What is told of a conversation: its last turns, each from its start. */
  private static final int TURNS = 10;

  private static final int READ = 2_000;

  /** What a message is wrapped in, at most. */
  private static final int FRAME = 32;

  private static final int LONGEST_QUERY = 1_000;

  /** What some models think aloud before they answer. */
  private static final Pattern REASONING =
      Pattern.compile("^\\s*<think>.*?</think>", Pattern.DOTALL);

  private final Settings settings;
  private final HttpCaller caller;
  private final String path;
  private final Map<String, String> headers;
  private final Limiter limiter;
  private final Allowance.Ledger ledger;

  /**
   * Where it is and how it is asked.
   *
   * @param maxTokensField what the API calls the limit of an answer
   * @param allowance of a day
   */
  record Settings(
      URI url,
      String model,
      @Nullable String apiKey,
      Duration waitTime,
      int maxTokens,
      String maxTokensField,
      Allowance allowance) {
    /** Without the key. */
    @Override
    public String toString() {
      return model + " at " + url;
    }
  }

  ChatModel(Settings settings, HttpCallers callers, Timers timers) {
    this.settings = settings;
    this.caller =
        callers.caller(
            settings.url().resolve("/"),
            new HttpCallers.Settings(2 * PERMITS, settings.waitTime().dividedBy(2), MAX_BODY));
    this.path = settings.url().getRawPath().replaceFirst("/+$", "") + "/chat/completions";
    this.headers = HttpRequest.jsonHeaders(settings.apiKey());
    this.limiter = new Limiter(PERMITS, QUEUE, timers);
    this.ledger = new Allowance.Ledger(settings.allowance(), Clock.systemUTC());
  }

  Duration waitTime() {
    return settings.waitTime();
  }

  /** The question as the model says it; fails with whatever was in the way. */
  Uni<Question> standalone(Question question, List<Turn> history, Deadline deadline) {
    Uni<Question> call =
        Uni.createFrom()
            .deferred(
                () -> {
                  ArrayNode messages = messages(question, history);
                  Allowance.Ledger.Entry entry =
                      ledger.setAside(most(messages), settings.maxTokens());
                  return caller
                      .call(new HttpRequest("POST", path, headers, body(messages)), deadline)
                      .map(answer -> said(answer, entry));
                });
    return limiter.limit(call, _ -> {});
  }

  private static ArrayNode messages(Question question, List<Turn> history) {
    ArrayNode messages = JSON.createArrayNode();
    add(messages, Role.SYSTEM, INSTRUCTIONS);
    List<Turn> told = history.stream().filter(turn -> turn.role() != Role.SYSTEM).toList();
    for (Turn turn : told.subList(Math.max(0, told.size() - TURNS), told.size())) {
      add(messages, turn.role(), Cut.to(READ, turn.content()));
    }
    add(messages, Role.USER, question.text());
    return messages;
  }

  private static void add(ArrayNode messages, Role role, String content) {
    messages.addObject().put("role", role.wireName()).put("content", content);
  }

  /** The most tokens that all this can be: one a byte of UTF-8, as no tokenizer makes more. */
  private static long most(ArrayNode messages) {
    long most = 0;
    for (JsonNode message : messages) {
      most += FRAME + 3L * message.path("content").textValue().length();
    }
    return most;
  }

  private Buffer body(ArrayNode messages) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", settings.model());
    body.set("messages", messages);
    body.put(settings.maxTokensField(), settings.maxTokens());
    return Buffer.buffer(body.toString());
  }

  private Question said(HttpAnswer answer, Allowance.Ledger.Entry entry) {
    if (answer.status() != 200) {
      entry.settle(0, 0);
      throw failure("refuses the request (HTTP " + answer.status() + ")");
    }
    JsonNode json;
    try {
      json = JSON.readTree(answer.body().getBytes());
    } catch (IOException _) { // without the cause: it quotes the body
      throw failure("answered something that is not JSON");
    }
    JsonNode usage = json.path("usage");
    if (usage.path("prompt_tokens").isNumber()) {
      entry.settle(usage.path("prompt_tokens").asLong(), usage.path("completion_tokens").asLong());
    }
    JsonNode choice = json.path("choices").path(0);
    if (choice.path("finish_reason").asText().equals("length")) {
      throw failure("was cut off after " + settings.maxTokens() + " tokens of its answer");
    }
    String content = choice.path("message").path("content").asText("");
    String said = REASONING.matcher(content).replaceFirst("").strip();
    if (said.isEmpty() || said.length() > LONGEST_QUERY) {
      throw failure("answered " + said.length() + " characters where a question was wanted");
    }
    try {
      return new Question(said);
    } catch (IllegalArgumentException e) {
      throw failure("answered what is no question: " + e.getMessage());
    }
  }

  private IllegalStateException failure(String what) {
    return new IllegalStateException(settings.url().getAuthority() + " " + what);
  }

  @Override
  public String toString() {
    return "ChatModel(" + settings + ")";
  }
}
