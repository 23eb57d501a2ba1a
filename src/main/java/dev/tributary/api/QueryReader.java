package dev.tributary.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A query string as the JSON request that it stands for, so that both are read by one reader. */
final class QueryReader {
  private static final List<String> LISTS = List.of("sources", "exclude_sources", "include");
  private static final List<String> NUMBERS =
      List.of("top_k", "deadline_ms", "min_sources", "diversity", "max_per_source", "max_tokens");
  private static final List<String> FLAGS = List.of("join_chunks");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,17})\\.[0-9]{1,17}");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private QueryReader() {}

  /**
   * The request in a query string.
   *
   * @param query as it came, percent-encoded; null when there was none
   * @throws InvalidRequest when a parameter is given twice or is not UTF-8
   */
  static ObjectNode read(@Nullable String query) {
    ObjectNode request = NODES.objectNode();
    FieldErrors errors = new FieldErrors();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = decode(equals < 0 ? "" : pair.substring(equals + 1));
      if (name == null || value == null) {
        errors.invalid(Pointer.ROOT, "a query parameter is not UTF-8, percent-encoded", pair);
      } else if (request.has(name)) {
        errors.invalid(Pointer.field(Pointer.ROOT, name), "this parameter is given twice", value);
      } else {
        request.set(name, node(name, value));
      }
    }
    errors.throwIfAny();
    return request;
  }

  private static JsonNode node(String name, String value) {
    if (LISTS.contains(name)) {
      ArrayNode list = NODES.arrayNode();
      for (String one : value.split(",", -1)) {
        list.add(one.strip());
      }
      return list;
    }
    if (NUMBERS.contains(name) && WHOLE_NUMBER.matcher(value).matches()) {
      return NODES.numberNode(Long.parseLong(value));
    }
    if (NUMBERS.contains(name) && DECIMAL.matcher(value).matches()) {
      return NODES.numberNode(new BigDecimal(value));
    }
    if (FLAGS.contains(name) && (value.equals("true") || value.equals("false"))) {
      return NODES.booleanNode(value.equals("true"));
    }
    return switch (name) {
      case "fusion" -> NODES.objectNode().put("method", value);
      case "rerank" -> NODES.objectNode().put("model", value);
      default -> NODES.textNode(value);
    };
  }

  /** Percent-decodes strictly; null when that gives no UTF-8. */
  private static @Nullable String decode(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        int octet = octet(encoded, i + 1);
        if (octet < 0) {
          return null;
        }
        bytes.write(octet);
        i += 2;
      } else if (c < 128) {
        bytes.write(c == '+' ? ' ' : c);
      } else {
        return null;
      }
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }

  private static int octet(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
