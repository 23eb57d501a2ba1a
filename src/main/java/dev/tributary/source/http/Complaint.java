package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where an API says what went wrong: in the body of an error, or under a status that says all is
 * well.
 *
 * @param where null when it is not known
 */
record Complaint(@Nullable JsonLookup where) implements ErrorBody {
  @Override
  public @Nullable String message(JsonNode body) {
    return where == null ? null : HitFields.string(where.find(body));
  }

  /**
   * Refuses an answer of success that is none.
   *
   * @throws SourceException when it has something to complain about
   */
  void requireNone(String host, JsonNode answer, JsonCaller caller) {
    @Nullable String message = message(answer);
    if (message != null && !message.isBlank()) {
      String said = message.toLowerCase(Locale.ROOT);
      boolean tooMany = said.contains("rate limit") || said.contains("ratelimit");
      throw new SourceException(
          tooMany ? ErrorKind.RATE_LIMITED : ErrorKind.PROTOCOL,
          host + " answered an error: " + caller.discreet(message));
    }
  }
}
