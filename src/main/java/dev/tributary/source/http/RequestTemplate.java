package dev.tributary.source.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.tributary.guard.BadConfiguration;
import dev.tributary.outbound.HttpRequest;
import dev.tributary.passage.Question;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request of a source, all but question and limit.
 *
 * @param method {@code GET} or {@code POST}
 * @param target path and query, encoded
 * @param headers as they are sent
 * @param body JSON, or null
 */
record RequestTemplate(
    String method, Template target, Map<String, String> headers, @Nullable Template body) {

  /** The request for a question, the question encoded for the URL and escaped for the body. */
  HttpRequest fill(Question question, int limit) {
    String path = target.fill(encode(question.text()), limit);
    return new HttpRequest(
        method, path, headers, body == null ? null : Buffer.buffer(json(body, question, limit)));
  }

  private static String json(Template body, Question question, int limit) {
    String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(question.text()));
    return body.fill(escaped, limit);
  }

  /** A value for path and query alike: a space is {@code %20}, not a plus. */
  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * A body that is JSON before and after it is filled: it is parsed here, and its places stand
   * inside strings, or are a number that stood as {@code "{limit}"}.
   */
  static Template jsonBody(String key, String text) {
    JsonNode tree;
    try {
      tree = JsonBody.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new BadConfiguration(
          key,
          text.length() + " characters that may hold a secret",
          "JSON; this is none at line %d, column %d"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
    return Template.of(key, bareLimits(tree).toString());
  }

  private static JsonNode bareLimits(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        object.properties().forEach(field -> field.setValue(bareLimits(field.getValue())));
        yield object;
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, bareLimits(array.get(i)));
        }
        yield array;
      }
      case JsonNode text when text.isTextual() && text.textValue().equals("{limit}") ->
          JsonNodeFactory.instance.rawValueNode(new RawValue("{limit}"));
      case JsonNode other -> other;
    };
  }
}
