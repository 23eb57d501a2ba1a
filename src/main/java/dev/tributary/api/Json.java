package dev.tributary.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Bytes to trees and answers to bytes, one mapper for all: what a stream and a plain answer write
 * is equal byte for byte.
 */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  /** Names in a body may be as long as the body. */
  private static final int MAX_POINTER = 200;

  private Json() {}

  /** An answer in UTF-8. */
  static byte[] write(Object answer) {
    try {
      return MAPPER.writeValueAsBytes(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer could not be written", e);
    }
  }

  /**
   * The tree of a body.
   *
   * @throws InvalidRequest when it is not UTF-8 or not JSON, or names a field twice; says where
   */
  static JsonNode read(byte[] body) {
    String text = utf8(body);
    if (text.isBlank()) {
      throw invalid(Pointer.ROOT, "the body is empty; a JSON object is expected");
    }
    try {
      return MAPPER.readTree(text);
    } catch (StreamReadException e) {
      throw invalid(pointer(e), "malformed JSON: " + sentence(e) + place(e));
    } catch (JsonProcessingException e) {
      throw invalid(Pointer.ROOT, "refused JSON: " + sentence(e) + place(e));
    }
  }

  private static String utf8(byte[] body) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(body);
    try {
      return decoder.decode(bytes).toString();
    } catch (CharacterCodingException _) {
      throw invalid(Pointer.ROOT, "the body is not UTF-8: see byte " + bytes.position());
    }
  }

  private static String sentence(JsonProcessingException e) {
    return WellFormed.capped(e.getOriginalMessage().lines().findFirst().orElse("?"), 200);
  }

  private static String place(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String pointer(StreamReadException e) {
    return e.getProcessor() == null
        ? Pointer.ROOT
        : WellFormed.capped(
            Pointer.ROOT + e.getProcessor().getParsingContext().pathAsPointer(), MAX_POINTER);
  }

  private static InvalidRequest invalid(String pointer, String detail) {
    return new InvalidRequest(List.of(new FieldError(pointer, detail, null, null)), false);
  }
}
