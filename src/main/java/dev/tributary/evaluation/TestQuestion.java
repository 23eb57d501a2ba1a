package dev.tributary.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tributary.passage.Question;
import dev.tributary.text.Languages;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A question of a test collection in the format of BEIR: {@code {"_id": "q1", "text": "…"}}.
 *
 * @param id by which judgments name it
 * @param language ISO 639-1 code: the field {@code lang}, else a guess by little words, else {@code
 *     und}
 */
public record TestQuestion(String id, Question question, String language) {
  private static final String UNDETERMINED = "und";
  private static final Pattern CODE = Pattern.compile("([a-z]{2,3})([-_].*)?");
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  /**
   * The question in a line of a file.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static TestQuestion of(String line) {
    try {
      return of(JSON.<JsonNode>readValue(line));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * The question in a JSON object; fields besides {@code _id}, {@code text} and {@code lang} are
   * passed over.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static TestQuestion of(JsonNode json) {
    JsonNode id = json.path("_id");
    if (!json.isObject() || !id.isValueNode() || id.isNull() || id.asText().isBlank()) {
      throw new IllegalArgumentException("a question is an object with an _id");
    }
    if (!json.path("text").isTextual()) {
      throw new IllegalArgumentException("the question " + id.asText() + " has no text");
    }
    Question question = new Question(json.path("text").textValue());
    return new TestQuestion(id.asText(), question, language(json, question));
  }

  private static String language(JsonNode json, Question question) {
    var code = CODE.matcher(json.path("lang").asText("").toLowerCase(Locale.ROOT));
    return code.matches() ? code.group(1) : Languages.guess(question.text()).orElse(UNDETERMINED);
  }
}
