package dev.tributary.source.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.http.ErrorBody;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How both products word their errors, of a whole answer or of a part of one. */
final class StoreErrors implements ErrorBody {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FORBIDDEN = 403;

  @Override
  public @Nullable String message(JsonNode body) {
    JsonNode error = body.path("error");
    if (error.isTextual()) {
      return error.textValue();
    }
    Set<String> reasons = new LinkedHashSet<>();
    addReasons(error.path("root_cause").path(0), reasons);
    if (reasons.isEmpty()) {
      addReasons(error, reasons);
    }
    return reasons.isEmpty() ? null : String.join(": ", reasons);
  }

  /**
   * By its status, but: an index that somebody blocked is no wrong credential, and 429 is a full
   * queue or memory here, not a rate limit.
   */
  @Override
  public ErrorKind kind(int status, JsonNode body) {
    if (status == FORBIDDEN
        && body.path("error").path("type").asText().equals("cluster_block_exception")) {
      return ErrorKind.UNSUPPORTED;
    }
    return status == TOO_MANY_REQUESTS ? ErrorKind.OVERLOADED : ErrorBody.super.kind(status, body);
  }

  private static void addReasons(JsonNode error, Set<String> reasons) {
    for (JsonNode cause = error; cause.isObject(); cause = cause.path("caused_by")) {
      String reason = cause.path("reason").asText();
      // A cause is often quoted by what it caused.
      if (!reason.isBlank() && reasons.stream().noneMatch(known -> known.contains(reason))) {
        reasons.add(reason);
      }
    }
  }
}
