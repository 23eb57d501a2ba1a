package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.guard.RateLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Heeds an answer that wants no more calls for some seconds, and says so in its body.
 *
 * @param where null for APIs that use headers, or nothing
 */
record Backoff(@Nullable JsonLookup where, RateLimit limit) {
  void heed(JsonNode answer) {
    double seconds = where == null ? 0 : HitFields.number(where.find(answer), 0);
    if (seconds > 0) {
      limit.hold(Duration.ofSeconds((long) Math.min(seconds, RetryAfter.MAX.toSeconds())));
    }
  }
}
