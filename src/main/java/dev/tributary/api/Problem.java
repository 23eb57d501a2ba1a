package dev.tributary.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tributary.api.RetrievalJson.CoverageJson;
import dev.tributary.retrieval.Retrieval;
import dev.tributary.retrieval.RetrievalException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no answer, as {@code application/problem+json} (RFC 9457).
 *
 * @param type {@code about:blank} when the status says it all, else a name of this server's own
 * @param title of the type
 * @param status of HTTP
 * @param detail of this occurrence; never a stack trace, never a secret
 * @param instance the path that was asked for
 * @param errors what is wrong with the request, field by field
 * @param coverage of an answer that was not whole enough
 * @param sources the reports of that answer
 * @param retryAfter when to try again, written as the header {@code Retry-After}
 */
record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String instance,
    @Nullable List<FieldError> errors,
    @Nullable CoverageJson coverage,
    @Nullable List<SourceReportJson> sources,
    @JsonIgnore @Nullable Duration retryAfter) {
  static final String MEDIA_TYPE = "application/problem+json";

  private static final int MAX_INSTANCE = 200;
  private static final String OWN = "urn:tributary:problem:";

  /** A problem that its status explains. */
  static Problem of(int status, String detail) {
    String title =
        status == 508 ? "Loop Detected" : HttpResponseStatus.valueOf(status).reasonPhrase();
    return new Problem("about:blank", title, status, detail, null, null, null, null, null);
  }

  /** A request that was not understood, or that cannot be served. */
  static Problem of(InvalidRequest failure) {
    return failure.wellFormed()
        ? unserviceable(failure.errors())
        : refused("invalid-request", "The request is invalid", 400, failure.errors());
  }

  /** Why a retrieval failed. */
  static Problem of(RetrievalException failure) {
    return switch (failure) {
      case RetrievalException.Unserviceable u ->
          unserviceable(u.problems().stream().map(FieldError::of).toList());
      case RetrievalException.Shed s -> busy(String.valueOf(s.getMessage()), s.retryAfter());
      case RetrievalException.Incomplete i -> incomplete(i);
    };
  }

  /** This server takes no more now. */
  static Problem busy(String detail, Duration retryAfter) {
    return new Problem(
        OWN + "busy", "The server is busy", 503, detail, null, null, null, null, retryAfter);
  }

  /** What this server needs for it does not answer. */
  static Problem unavailable(String detail, Duration retryAfter) {
    String title = HttpResponseStatus.SERVICE_UNAVAILABLE.reasonPhrase();
    return new Problem("about:blank", title, 503, detail, null, null, null, null, retryAfter);
  }

  private static Problem unserviceable(List<FieldError> errors) {
    return refused("unserviceable", "This server cannot serve the request", 422, errors);
  }

  private static Problem refused(String type, String title, int status, List<FieldError> errors) {
    FieldError first = errors.getFirst();
    String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
    String detail = first.pointer() + ": " + first.detail() + more;
    return new Problem(OWN + type, title, status, detail, null, errors, null, null, null);
  }

  private static Problem incomplete(RetrievalException.Incomplete failure) {
    Retrieval answer = failure.retrieval();
    return new Problem(
        OWN + "incomplete",
        "The answer is not whole enough",
        503,
        String.valueOf(failure.getMessage()),
        null,
        null,
        CoverageJson.of(answer.coverage()),
        SourceReportJson.of(answer.sources()),
        failure.retryAfter());
  }

  /** The same problem, met at a path. */
  Problem at(String path) {
    return new Problem(
        type,
        title,
        status,
        detail,
        WellFormed.capped(path, MAX_INSTANCE),
        errors,
        coverage,
        sources,
        retryAfter);
  }

  /** Whole seconds, at least one; null when trying again is no use. */
  @Nullable String retryAfterSeconds() {
    return retryAfter == null ? null : String.valueOf(Math.max(1, retryAfter.toSeconds()));
  }
}
