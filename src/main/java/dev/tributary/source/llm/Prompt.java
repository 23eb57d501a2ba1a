package dev.tributary.source.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.passage.Question;
import dev.tributary.source.http.JsonApi;

/**
 * What a model is told.
 *
 * @param model by its name at the API
 * @param instructions before the question
 * @param maxTokens of the answer
 * @param maxTokensField what the API calls that limit
 */
record Prompt(String model, String instructions, int maxTokens, String maxTokensField) {
  /** What a message is wrapped in, at most. */
  private static final int FRAME = 32;

  ObjectNode body(Question question) {
    ObjectNode body = JsonApi.mapper().createObjectNode();
    body.put("model", model);
    var messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", instructions);
    messages.addObject().put("role", "user").put("content", question.text());
    return body.put(maxTokensField, maxTokens);
  }

  /** The most tokens that all this can be: one a byte of UTF-8, as no tokenizer makes more. */
  long mostInput(Question question) {
    return FRAME + 3L * (instructions.length() + question.text().length());
  }
}
