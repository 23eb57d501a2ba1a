package dev.tributary.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many questions in one body. The questions are read one by one, when their turn comes, so that
 * what is wrong with one of them is that one's problem.
 */
final class BatchCall {
  static final int MAX_QUESTIONS = 1_000;
  static final int MAX_CONCURRENCY = 64;
  static final int DEFAULT_CONCURRENCY = 8;

  private static final List<String> FIELDS = List.of("questions", "concurrency", "defaults");

  private final List<Fields.Item> questions;
  private final int concurrency;
  private final @Nullable ObjectNode defaults;

  private BatchCall(List<Fields.Item> questions, int concurrency, @Nullable ObjectNode defaults) {
    this.questions = questions;
    this.concurrency = concurrency;
    this.defaults = defaults;
  }

  /**
   * The batch in a body.
   *
   * @throws InvalidRequest when it is wrong as a whole, or its defaults are
   */
  static BatchCall read(byte[] body) {
    FieldErrors errors = new FieldErrors();
    Fields fields = Fields.of(new Fields.Item(Json.read(body), Pointer.ROOT), FIELDS, errors);
    if (fields == null) {
      errors.throwIfAny();
      throw new IllegalStateException("a body without errors is an object");
    }
    if (fields.item("questions") == null) {
      errors.invalid(fields.pointer("questions"), "questions are required", null);
    }
    List<Fields.Item> questions = fields.items("questions", 1, MAX_QUESTIONS);
    Integer concurrency = fields.integer("concurrency", 1, MAX_CONCURRENCY);
    Fields.Item defaults = fields.item("defaults");
    if (defaults != null) {
      RequestReader.checkDefaults(defaults, errors);
    }
    errors.throwIfAny();
    return new BatchCall(
        questions,
        concurrency == null ? DEFAULT_CONCURRENCY : concurrency,
        defaults == null ? null : (ObjectNode) defaults.value());
  }

  int size() {
    return questions.size();
  }

  int concurrency() {
    return concurrency;
  }

  /**
   * One question's call: its own fields over the defaults.
   *
   * @throws InvalidRequest when it is wrong; its pointers start at the question
   */
  RetrievalCall call(int index) {
    return RequestReader.read(withDefaults(asObject(questions.get(index).value())), Pointer.ROOT);
  }

  private static JsonNode asObject(JsonNode question) {
    return question.isTextual()
        ? JsonNodeFactory.instance.objectNode().set("question", question)
        : question;
  }

  private JsonNode withDefaults(JsonNode question) {
    if (defaults == null || !(question instanceof ObjectNode own)) {
      return question;
    }
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.setAll(defaults);
    whole.setAll(own);
    return whole;
  }
}
