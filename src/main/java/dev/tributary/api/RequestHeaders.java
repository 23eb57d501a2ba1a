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

  /** The call with what its headers say: a deadline no later than theirs, and the way it came. */
  static RetrievalCall passedOn(RetrievalCall call, HttpServerRequest http) {
    Integer deadline = wholeNumber(http, DEADLINE);
    Integer hops = wholeNumber(http, HOPS);
    if (deadline == null && hops == null) {
      return call;
    }
    RetrievalRequest request =
        call.request()
            .passedOn(earlier(call.request().deadline(), deadline), hops == null ? 0 : hops);
    return new RetrievalCall(request, call.contributions(), call.plan());
  }

  private static @Nullable Duration earlier(@Nullable Duration own, @Nullable Integer header) {
    if (header == null) {
      return own;
    }
    Duration cap = Duration.ofMillis(Math.clamp(header, MIN_DEADLINE_MS, MAX_DEADLINE_MS));
    return own != null && own.compareTo(cap) <= 0 ? own : cap;
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
