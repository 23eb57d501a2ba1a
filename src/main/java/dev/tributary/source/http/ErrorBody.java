package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.source.ErrorKind;
import org.jspecify.annotations.Nullable;

/** How a store words its errors: read from the JSON of an answer without success. */
@FunctionalInterface
public interface ErrorBody {
  /**
   * What it says, in its own words; null when nothing is to be told. It is capped, and freed of the
   * credentials that were sent, before anyone sees it.
   */
  @Nullable String message(JsonNode body);

  /** What kind of failure it is; by its status unless the body knows better. */
  default ErrorKind kind(int status, JsonNode body) {
    return HttpErrors.kind(status);
  }
}
