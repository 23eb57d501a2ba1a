package dev.tributary.ranking.rerank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is sent to {@code POST <url>/rerank} and what comes back, by whose documentation.
 *
 * <p>All results are asked for, and no text back: only the scores are news.
 */
enum Dialect {
  /** Cohere's API, version 2; scores from 0 to 1. */
  COHERE,
  /** Jina's API; scores from 0 to 1. */
  JINA,
  /** Hugging Face Text Embeddings Inference; scores from 0 to 1 unless raw ones are wanted. */
  TEI,
  /** vLLM; scores from 0 to 1. Without being told to cut long texts off it refuses them. */
  VLLM;

  /** What TEI takes in one call unless it was started with another bound. */
  private static final int BATCH_OF_TEI = 32;

  private static final int LARGEST_BATCH = 1_000;

  /** The word in configuration. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The dialect of a word. */
  static Optional<Dialect> of(String wireName) {
    return Arrays.stream(values()).filter(d -> d.wireName().equals(wireName)).findFirst();
  }

  /** All words, in order. */
  static List<String> wireNames() {
    return Arrays.stream(values()).map(Dialect::wireName).toList();
  }

  /** Whether a request says which model. */
  boolean namesItsModel() {
    return this != TEI;
  }

  /** How many passages such a server takes in one call. */
  int usualBatch() {
    return this == TEI ? BATCH_OF_TEI : LARGEST_BATCH;
  }

  /** The body of a request. */
  ObjectNode body(@Nullable String model, String question, List<String> texts, boolean logits) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (namesItsModel()) {
      body.put("model", model);
    }
    body.put("query", question);
    ArrayNode documents = body.putArray(this == TEI ? "texts" : "documents");
    texts.forEach(documents::add);
    return switch (this) {
      case COHERE -> body.put("top_n", texts.size());
      case JINA -> body.put("top_n", texts.size()).put("return_documents", false);
      case TEI -> body.put("truncate", true).put("raw_scores", logits);
      case VLLM -> body.put("top_n", texts.size()).put("truncate_prompt_tokens", -1);
    };
  }

  /**
   * The scores in an answer, in the order of the texts.
   *
   * @throws IllegalArgumentException when they are not one finite number a text; says what they are
   */
  double[] scores(JsonNode answer, int texts) {
    JsonNode results = this == TEI ? answer : answer.path("results");
    if (!results.isArray() || results.size() != texts) {
      throw new IllegalArgumentException(
          "%d scores for %d passages".formatted(results.isArray() ? results.size() : 0, texts));
    }
    double[] scores = new double[texts];
    boolean[] seen = new boolean[texts];
    for (JsonNode result : results) {
      int index = index(result.path("index"), texts);
      if (seen[index]) {
        throw new IllegalArgumentException("two scores for passage " + index);
      }
      seen[index] = true;
      scores[index] = score(result.path(this == TEI ? "score" : "relevance_score"), index);
    }
    return scores;
  }

  private static int index(JsonNode index, int texts) {
    if (index.isIntegralNumber() && index.canConvertToInt()) {
      int value = index.intValue();
      if (value >= 0 && value < texts) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "a score for a passage that it was not given; there were " + texts);
  }

  private static double score(JsonNode score, int index) {
    if (!score.isNumber() || !Double.isFinite(score.doubleValue())) {
      throw new IllegalArgumentException("a score that is no finite number, for passage " + index);
    }
    return score.doubleValue();
  }
}
