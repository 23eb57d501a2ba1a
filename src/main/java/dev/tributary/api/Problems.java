package dev.tributary.api;

import dev.tributary.evaluation.EvaluationRunningException;
import dev.tributary.retrieval.RetrievalException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure as a {@link Problem}; what nobody expected is logged and told without a word. */
final class Problems {
  private static final Logger LOG = Logger.getLogger(Problems.class);

  /** The problem that a failure is. */
  static Problem of(Throwable failure) {
    return switch (failure) {
      case InvalidRequest invalid -> Problem.of(invalid);
      case RetrievalException retrieval -> Problem.of(retrieval);
      case Refused refused -> refused.problem();
      case EvaluationRunningException running ->
          Problem.busy(String.valueOf(running.getMessage()), Duration.ofSeconds(10));
      case WebApplicationException web -> ofStatus(web.getResponse().getStatus());
      case Throwable unexpected -> {
        LOG.error("a request failed unexpectedly", unexpected);
        yield ofStatus(500);
      }
    };
  }

  /** What a status means when nobody says more. */
  static Problem ofStatus(int status) {
    return Problem.of(
        status,
        switch (status) {
          case 400 -> "the request is not HTTP as this server reads it";
          case 404 -> "there is nothing at this path";
          case 405 -> "this path does not take this method; the header Allow names those it takes";
          case 408 -> "the body did not arrive in time";
          case 406 -> "this path cannot answer in any of the media types in Accept";
          case 413 -> "the body is larger than this server takes";
          case 414 -> "the URL is longer than this server reads; POST the question instead";
          case 415 -> "this path does not read this Content-Type";
          case 500 -> "this server failed in a way that it did not expect; its log says more";
          case 508 -> "this request went through too many servers, so it seems to go in a circle";
          default -> "the request was refused";
        });
  }

  /** Answers a request before any resource has seen it. */
  static void answer(HttpServerRequest request, Problem problem) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (problem.retryAfterSeconds() != null) {
      response.putHeader(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds());
    }
    response.end(Buffer.buffer(Json.write(problem.at(request.path()))));
  }

  /**
   * What is left of the body is of no use: so a connection of HTTP/1.1 ends with the answer. That
   * of HTTP/2 has other streams, and to end this one at once would take the answer with it: there
   * the rest is read and forgotten.
   */
  static void endUnread(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (request.version() == HttpVersion.HTTP_2) {
      request.handler(_ -> {}).endHandler(_ -> {}).resume();
    } else {
      response.putHeader("Connection", "close");
      response.endHandler(_ -> request.connection().close());
    }
  }

  @ServerExceptionMapper
  Response invalid(InvalidRequest failure, UriInfo uri) {
    return response(failure, uri);
  }

  @ServerExceptionMapper
  Response retrieval(RetrievalException failure, UriInfo uri) {
    return response(failure, uri);
  }

  @ServerExceptionMapper
  Response refused(Refused failure, UriInfo uri) {
    return response(failure, uri);
  }

  @ServerExceptionMapper
  Response web(WebApplicationException failure, UriInfo uri) {
    Response from = failure.getResponse();
    if (from.getStatus() < 400) {
      return from;
    }
    Response.ResponseBuilder response = builder(Problems.of(failure), uri);
    String allow = from.getStatus() == 405 ? Allow.of(uri.getPath()) : null;
    return (allow == null ? response : response.header(HttpHeaders.ALLOW, allow)).build();
  }

  @ServerExceptionMapper
  Response unexpected(Throwable failure, UriInfo uri) {
    return response(failure, uri);
  }

  private static Response response(Throwable failure, UriInfo uri) {
    return builder(of(failure), uri).build();
  }

  private static Response.ResponseBuilder builder(Problem problem, UriInfo uri) {
    Response.ResponseBuilder response =
        Response.status(problem.status())
            .type(Problem.MEDIA_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(Json.write(problem.at(uri.getPath())));
    return problem.retryAfterSeconds() == null
        ? response
        : response.header(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds());
  }
}
