package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an API says what went wrong: in the body of an error, or under a status that says all is
 * well.
 *
 * @param where null when it is not known
 */
record Complaint(@Nullable JsonLookup where) implements ErrorBody {
  private static final Pattern LIMITS =
      Pattern.compile("rate.?limit|throttl|too many requests|quota", Pattern.CASE_INSENSITIVE);

  @Override
  public @Nullable String message(JsonNode body) {
    return where == null ? null : HitFields.string(where.find(body));
  }

  /** A status that says nothing of limits may come with words that do. */
  @Override
  public ErrorKind kind(int status, JsonNode body) {
    @Nullable String message = message(body);
    return status < 500 && message != null && isAboutLimits(message)
        ? ErrorKind.RATE_LIMITED
        : HttpErrors.kind(status);
  }

  /**
   * Refuses an answer of success that is none.
   *
   * @throws SourceException when it has something to complain about
   */
  void requireNone(String host, JsonNode answer, JsonCaller caller) {
    @Nullable String message = message(answer);
    if (message != null && !message.isBlank()) {
      throw new SourceException(
          isAboutLimits(message) ? ErrorKind.RATE_LIMITED : ErrorKind.PROTOCOL,
          host + " answered an error: " + caller.discreet(message));
    }
  }

  private static boolean isAboutLimits(String message) {
    return LIMITS.matcher(message).find();
  }
}
