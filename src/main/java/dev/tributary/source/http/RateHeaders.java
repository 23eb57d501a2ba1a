package dev.tributary.source.http;

import dev.tributary.outbound.HttpAnswer;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says about the calls that are left: {@code Retry-After}, {@code X-RateLimit-*} as
 * GitHub and most others have them, and {@code RateLimit-*} as the IETF drafted them.
 *
 * <p>A reset is a time or a number of seconds; several windows stand in one header, with commas.
 */
final class RateHeaders {
  /** More seconds than this are a time since 1970, not a while. */
  private static final long FIRST_TIME = 1_000_000_000;

  private RateHeaders() {}

  /**
   * How long the endpoint is to be left alone, at most {@link RetryAfter#MAX}; null: not at all.
   */
  static @Nullable Duration pause(HttpAnswer answer, Clock clock) {
    MultiMap headers = answer.headers();
    if (isRefusal(answer.status())) {
      @Nullable Duration asked = RetryAfter.parse(headers.get("Retry-After"), clock);
      if (asked != null) {
        return asked;
      }
    }
    @Nullable Duration pause = reset(headers, "X-RateLimit-", clock);
    return pause == null ? reset(headers, "RateLimit-", clock) : pause;
  }

  /** Whether a refusal means that no calls are left, rather than no permission. */
  static boolean isExhausted(HttpAnswer answer) {
    MultiMap headers = answer.headers();
    return headers.contains("Retry-After")
        || hasNone(headers.get("X-RateLimit-Remaining"))
        || hasNone(headers.get("RateLimit-Remaining"));
  }

  private static boolean hasNone(@Nullable String remaining) {
    return remaining != null && List.of(remaining.strip().split("\\s*,\\s*", -1)).contains("0");
  }

  private static boolean isRefusal(int status) {
    return status == 403 || status == 429 || status == 503;
  }

  private static @Nullable Duration reset(MultiMap headers, String prefix, Clock clock) {
    @Nullable String remaining = headers.get(prefix + "Remaining");
    @Nullable String reset = headers.get(prefix + "Reset");
    if (remaining == null || reset == null) {
      return null;
    }
    String[] left = remaining.split(",", -1);
    String[] until = reset.split(",", -1);
    @Nullable Duration longest = null;
    for (int i = 0; i < Math.min(left.length, until.length); i++) {
      if (left[i].strip().equals("0")) {
        @Nullable Duration pause = pause(until[i].strip(), clock);
        if (pause != null && (longest == null || pause.compareTo(longest) > 0)) {
          longest = pause;
        }
      }
    }
    return longest;
  }

  private static @Nullable Duration pause(String reset, Clock clock) {
    if (!reset.matches("\\d{1,12}")) {
      return null;
    }
    long seconds = Long.parseLong(reset);
    long left = seconds < FIRST_TIME ? seconds : seconds - clock.instant().getEpochSecond();
    return Duration.ofSeconds(Math.clamp(left, 0, RetryAfter.MAX.toSeconds()));
  }
}
