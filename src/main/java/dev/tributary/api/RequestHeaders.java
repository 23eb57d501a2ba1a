package dev.tributary.api;

import static dev.tributary.retrieval.RetrievalRequest.MAX_DEADLINE_MS;
import static dev.tributary.retrieval.RetrievalRequest.MIN_DEADLINE_MS;

import dev.tributary.retrieval.RetrievalRequest;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers that one server of this kind sends to another. */
final class RequestHeaders {
  static final String DEADLINE = "Tributary-Deadline-Ms";
  static final String HOPS = "Tributary-Hops";
  static final int MAX_HOPS = 4;

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

  private RequestHeaders() {}

  /** Whether a request went from server to server so often that it can only be a loop. */
  static boolean isLoop(HttpServerRequest request) {
    Integer hops = wholeNumber(request, HOPS);
    return hops != null && hops > MAX_HOPS;
  }

  /** The call, its deadline no later than the one in the header. */
  static RetrievalCall capDeadline(RetrievalCall call, HttpServerRequest http) {
    Integer header = wholeNumber(http, DEADLINE);
    if (header == null) {
      return call;
    }
    int bounded = Math.clamp(header, MIN_DEADLINE_MS, MAX_DEADLINE_MS);
    Duration cap = Duration.ofMillis(bounded);
    RetrievalRequest request = call.request();
    Duration own = request.deadline();
    return own != null && own.compareTo(cap) <= 0
        ? call
        : new RetrievalCall(withDeadline(request, cap), call.contributions(), call.plan());
  }

  private static RetrievalRequest withDeadline(RetrievalRequest request, Duration deadline) {
    return new RetrievalRequest(
        request.question(),
        request.topK(),
        request.sources(),
        request.exclude(),
        request.filter(),
        deadline,
        request.minSources(),
        request.failOnPartial(),
        request.fusion(),
        request.k());
  }

  private static @Nullable Integer wholeNumber(HttpServerRequest request, String name) {
    String value = request.getHeader(name);
    if (value == null) {
      return null;
    }
    if (!WHOLE_NUMBER.matcher(value).matches()) {
      String detail = "the header " + name + " is a whole number";
      throw new InvalidRequest(
          List.of(new FieldError(Pointer.ROOT, detail, value, List.of())), false);
    }
    return Integer.valueOf(value);
  }
}
