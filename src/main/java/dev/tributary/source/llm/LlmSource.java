package dev.tributary.source.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.guard.Allowance;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.RateLimitedException;
import dev.tributary.passage.Passage;
import dev.tributary.passage.PassageId;
import dev.tributary.passage.Signal;
import dev.tributary.source.Capabilities;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.Found;
import dev.tributary.source.HeldBackException;
import dev.tributary.source.SearchRequest;
import dev.tributary.source.Source;
import dev.tributary.source.SourceException;
import dev.tributary.source.SourceSettings;
import dev.tributary.source.http.JsonApi;
import dev.tributary.source.http.StatusException;
import dev.tributary.text.Cut;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One model: its answer is one passage, whose metadata say that it was generated. */
record LlmSource(
    String name, JsonApi api, SourceSettings settings, Prompt prompt, Allowance.Ledger ledger)
    implements Source {
  @Override
  public String kind() {
    return LlmKind.NAME;
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.textOnly();
  }

  @Override
  public String endpointKey() {
    return api.endpointKey();
  }

  @Override
  public Uni<Found> search(SearchRequest request) {
    return Uni.createFrom().deferred(() -> ask(request)).onFailure().transform(SourceException::of);
  }

  private Uni<Found> ask(SearchRequest request) {
    request.requireSupported(capabilities());
    ObjectNode body = prompt.body(request.question());
    long most = prompt.mostInput(request.question());
    Allowance.Ledger.Entry entry = setAside(most);
    return api.call("POST", "/chat/completions", body, request.deadline())
        .invoke(answer -> settle(entry, answer))
        .onFailure(StatusException.class)
        .invoke(() -> entry.settle(0, 0))
        .map(this::found);
  }

  private Allowance.Ledger.Entry setAside(long most) {
    try {
      return ledger.setAside(most, prompt.maxTokens());
    } catch (RateLimitedException e) {
      throw new HeldBackException(String.valueOf(e.getMessage()), e.retryAfter());
    }
  }

  private static void settle(Allowance.Ledger.Entry entry, JsonNode answer) {
    JsonNode usage = answer.path("usage");
    if (usage.path("prompt_tokens").isNumber()) {
      entry.settle(usage.path("prompt_tokens").asLong(), usage.path("completion_tokens").asLong());
    }
  }

  private Found found(JsonNode answer) {
    JsonNode choice = answer.path("choices").path(0);
    JsonNode content = choice.path("message").path("content");
    if (!choice.isObject() || !choice.path("message").isObject()) {
      throw new SourceException(
          ErrorKind.PROTOCOL, api.host() + " answered without choices[0].message");
    }
    String text = Cut.to(Passage.MAX_TEXT, content.asText("").strip());
    if (text.isEmpty()) {
      return new Found(List.of(), 1, null);
    }
    return Found.of(
        List.of(
            new Passage(
                PassageId.ofContent(name, null, text),
                name,
                null,
                null,
                text,
                null,
                metadata(answer, choice),
                Signal.RANK,
                null,
                null)));
  }

  private Map<String, Object> metadata(JsonNode answer, JsonNode choice) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("generated", true);
    metadata.put("model", Cut.to(200, answer.path("model").asText(prompt.model())));
    if (choice.path("finish_reason").isTextual()) {
      metadata.put("finish_reason", Cut.to(50, choice.path("finish_reason").asText()));
    }
    if (answer.path("usage").path("total_tokens").isNumber()) {
      metadata.put("tokens", answer.path("usage").path("total_tokens").asLong());
    }
    return metadata;
  }

  /** Looks for the model in the list of models, which costs nothing; not all servers have one. */
  @Override
  public Uni<Void> check() {
    return Uni.createFrom()
        .deferred(() -> api.call("GET", "/models", null, Deadline.after(settings.waitTime())))
        .invoke(this::requireModel)
        .replaceWithVoid()
        .onFailure(failure -> StatusException.is(failure, 404) || StatusException.is(failure, 405))
        .recoverWithNull()
        .onFailure()
        .transform(SourceException::of);
  }

  private void requireModel(JsonNode answer) {
    List<String> models = new ArrayList<>();
    answer.path("data").forEach(model -> models.add(model.path("id").asText()));
    if (!models.isEmpty() && !models.contains(prompt.model())) {
      throw new SourceException(
          ErrorKind.BAD_REQUEST,
          api.discreet(
              "%s has no model %s; it has %s"
                  .formatted(api.host(), prompt.model(), String.join(", ", models))));
    }
  }

  @Override
  public String toString() {
    return kind() + " \"" + name + "\" at " + api.address() + ", model " + prompt.model();
  }
}
