package dev.tributary.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.evaluation.Configuration;
import dev.tributary.evaluation.Evaluation;
import dev.tributary.evaluation.Qrels;
import dev.tributary.evaluation.TestCollection;
import dev.tributary.evaluation.TestQuestion;
import dev.tributary.retrieval.RetrievalRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is to be evaluated, as strictly as {@link RequestReader}: questions as the lines of a
 * file of BEIR hold them, judgments as the text of such a file.
 */
final class EvaluationReader {
  static final int MAX_QUESTIONS = 1_000;

  private static final List<String> FIELDS =
      List.of(
          "questions", "qrels", "defaults", "configurations", "recall_at", "concurrency", "folds");

  /** What is decided after the sources have answered. */
  private static final List<String> CONFIGURATION =
      List.of(
          "name",
          "fusion",
          "rerank",
          "near_duplicates",
          "diversity",
          "max_per_source",
          "max_tokens",
          "join_chunks",
          "sources",
          "exclude_sources");

  private static final int MAX_NAME = 64;

  private final FieldErrors errors = new FieldErrors();

  private EvaluationReader() {}

  /**
   * What a body asks for.
   *
   * @throws InvalidRequest when anything is wrong
   */
  static Evaluation read(byte[] body) {
    return new EvaluationReader().evaluation(Json.read(body));
  }

  private Evaluation evaluation(JsonNode body) {
    Fields fields = Fields.of(new Fields.Item(body, Pointer.ROOT), FIELDS, errors);
    if (fields == null) {
      errors.throwIfAny();
      throw new IllegalStateException("a body without errors is an object");
    }
    List<TestQuestion> questions = questions(fields);
    Qrels qrels = qrels(fields);
    Fields.Item defaults = fields.item("defaults");
    if (defaults != null) {
      RequestReader.checkDefaults(defaults, errors);
      if (defaults.value().has("route")) {
        errors.invalid(
            Pointer.field(defaults.pointer(), "route"),
            "an evaluation asks all chosen sources each question, so that they can be compared",
            null);
      }
    }
    List<Fields.Item> ways = fields.items("configurations", 0, Evaluation.MAX_OTHERS);
    ways.forEach(this::checkConfiguration);
    Integer recallAt = fields.integer("recall_at", 1, RetrievalRequest.MAX_TOP_K);
    Integer concurrency = fields.integer("concurrency", 1, Evaluation.MAX_CONCURRENCY);
    Integer folds = fields.integer("folds", Evaluation.MIN_FOLDS, Evaluation.MAX_FOLDS);
    errors.throwIfAny();
    ObjectNode base = overlaid(null, defaults == null ? null : defaults.value());
    try {
      return new Evaluation(
          TestCollection.of(questions, qrels),
          request(base),
          ways.stream().map(way -> configuration(base, way)).toList(),
          recallAt == null ? RetrievalRequest.DEFAULT_TOP_K : recallAt,
          concurrency == null ? Evaluation.DEFAULT_CONCURRENCY : concurrency,
          folds == null ? 0 : folds);
    } catch (IllegalArgumentException e) {
      errors.invalid(Pointer.ROOT, String.valueOf(e.getMessage()), null);
      errors.throwIfAny();
      throw e;
    }
  }

  private List<TestQuestion> questions(Fields fields) {
    if (fields.item("questions") == null) {
      errors.invalid(fields.pointer("questions"), "questions are required", null);
    }
    List<TestQuestion> questions = new ArrayList<>();
    for (Fields.Item item : fields.items("questions", 1, MAX_QUESTIONS)) {
      try {
        questions.add(TestQuestion.of(item.value()));
      } catch (IllegalArgumentException e) {
        errors.invalid(item.pointer(), String.valueOf(e.getMessage()), Fields.text(item.value()));
      }
    }
    return questions;
  }

  private Qrels qrels(Fields fields) {
    Qrels qrels = new Qrels();
    String text = fields.string("qrels");
    if (fields.item("qrels") == null) {
      errors.invalid(fields.pointer("qrels"), "judgments are required", null);
    }
    if (text != null) {
      try {
        qrels.read(text.lines()::iterator);
      } catch (IllegalArgumentException e) {
        errors.invalid(fields.pointer("qrels"), String.valueOf(e.getMessage()), null);
      }
    }
    return qrels;
  }

  private void checkConfiguration(Fields.Item item) {
    Fields fields = Fields.of(item, CONFIGURATION, errors);
    if (fields == null) {
      return;
    }
    String name = fields.string("name");
    if (fields.item("name") == null
        || (name != null && (name.isBlank() || name.length() > MAX_NAME))) {
      errors.invalid(
          fields.pointer("name"), "a configuration has a name of 1 to 64 characters", name);
    }
    // What is unknown here was told by now.
    ObjectNode known = ((ObjectNode) item.value()).deepCopy().retain(CONFIGURATION);
    RequestReader.checkDefaults(new Fields.Item(known.without("name"), item.pointer()), errors);
    JsonNode sources = item.value().path("sources");
    for (int i = 0; sources.isArray() && i < sources.size(); i++) {
      for (String asked : List.of("limit", "wait_ms", "required")) {
        if (sources.get(i).has(asked)) {
          errors.invalid(
              Pointer.field(Pointer.item(fields.pointer("sources"), i), asked),
              "how a source is asked stands in defaults: sources are asked once",
              null);
        }
      }
    }
  }

  private static Configuration configuration(ObjectNode base, Fields.Item way) {
    ObjectNode own = ((ObjectNode) way.value()).deepCopy();
    String name = own.remove("name").textValue();
    return new Configuration(name, request(overlaid(base, own)));
  }

  private static RetrievalRequest request(ObjectNode fields) {
    ObjectNode whole = fields.deepCopy();
    whole.put("question", "each of the questions");
    return RequestReader.read(whole, Pointer.ROOT).request();
  }

  private static ObjectNode overlaid(@Nullable ObjectNode under, @Nullable JsonNode over) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    if (under != null) {
      whole.setAll(under);
    }
    if (over instanceof ObjectNode fields) {
      whole.setAll(fields);
    }
    return whole;
  }
}
