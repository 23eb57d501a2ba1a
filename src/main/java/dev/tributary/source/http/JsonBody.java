package dev.tributary.source.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.tributary.outbound.HttpAnswer;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of an answer as JSON, or why it is none. */
final class JsonBody {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_ERROR = 64 * 1024;

  static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  // A mapper resolves the type anew for each body.
  private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);

  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

  private JsonBody() {}

  /**
   * Parses a body in whatever Unicode encoding it has, with or without a byte order mark; else in
   * the charset that its content type names.
   *
   * @param host for messages
   * @throws SourceException PROTOCOL
   */
  static JsonNode parse(String host, HttpAnswer answer) {
    byte[] bytes = answer.body().getBytes();
    if (bytes.length == 0) {
      throw protocol(host + " answered " + answer.status() + " with an empty body", null);
    }
    try {
      JsonNode tree = READER.readTree(bytes);
      if (tree.isMissingNode()) {
        throw protocol(host + " answered " + answer.status() + " with a blank body", null);
      }
      return tree;
    } catch (StreamConstraintsException e) {
      throw protocol(host + " answered JSON beyond the limits: nested too deep or too long", e);
    } catch (IOException e) {
      return parseAsDeclared(host, answer, bytes, e);
    }
  }

  /** The body of an error if it is JSON; null when it is anything else, or too long to be one. */
  static @Nullable JsonNode parseError(HttpAnswer answer) {
    if (answer.body().length() == 0 || answer.body().length() > MAX_ERROR) {
      return null;
    }
    try {
      return MAPPER.readTree(answer.body().getBytes());
    } catch (IOException _) {
      return null;
    }
  }

  private static JsonNode parseAsDeclared(
      String host, HttpAnswer answer, byte[] bytes, IOException failure) {
    @Nullable Charset declared = charset(answer.headers().get("Content-Type"));
    if (declared != null && !declared.equals(StandardCharsets.UTF_8)) {
      try {
        return MAPPER.readTree(new String(bytes, declared));
      } catch (JsonProcessingException _) {
        // What the first attempt said is said below.
      }
    }
    throw protocol(host + " answered " + whatItIs(bytes), failure);
  }

  private static @Nullable Charset charset(@Nullable String contentType) {
    Matcher m = CHARSET.matcher(contentType == null ? "" : contentType);
    try {
      return m.find() ? Charset.forName(m.group(1)) : null;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return null;
    }
  }

  private static String whatItIs(byte[] bytes) {
    for (byte b : bytes) {
      if (b == '<') {
        return "HTML or XML, not JSON";
      }
      if (b > ' ') {
        break;
      }
    }
    return "what is not JSON, or only the beginning of it";
  }

  private static SourceException protocol(String message, @Nullable Throwable cause) {
    return new SourceException(ErrorKind.PROTOCOL, message, cause);
  }
}
