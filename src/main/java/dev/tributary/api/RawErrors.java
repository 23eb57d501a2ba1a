package dev.tributary.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Problems for what the server refuses before any resource or mapper sees it. */
@ApplicationScoped
class RawErrors {
  /** Before all other filters: they read the path. */
  private static final int FIRST = 1_000;

  /** Before the server's own check of the body's size, which answers without a body. */
  private static final int BEFORE_BODY_LIMIT = -10;

  /** A question in a query string, percent-encoded; what is far beyond never gets here. */
  private static final int MAX_TARGET = 32 * 1024;

  private static final List<Integer> BY_THE_ROUTER = List.of(400, 404, 405, 406, 413, 415, 500);

  private final long maxBody;

  RawErrors(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody) {
    this.maxBody = maxBody.asLongValue();
  }

  void registerFirst(@Observes Filters filters) {
    filters.register(RawErrors::requireUri, FIRST);
  }

  /** The server itself would refuse it without a word; ops.Main tells it to leave that to us. */
  private static void requireUri(RoutingContext context) {
    try {
      new URI(context.request().uri());
    } catch (URISyntaxException _) {
      Problems.answer(
          context.request(),
          Problem.of(400, "the target is no URI: % and what is not ASCII are percent-encoded"));
      return;
    }
    context.next();
  }

  void register(@Observes Router router) {
    router.route().order(BEFORE_BODY_LIMIT).handler(this::refuse).failureHandler(RawErrors::failed);
    BY_THE_ROUTER.forEach(status -> router.errorHandler(status, RawErrors::failed));
  }

  private void refuse(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (isTooLarge(request)) {
      Problems.endUnread(request);
      Problems.answer(request, Problems.ofStatus(413));
    } else if (isEncoded(request)) {
      Problems.endUnread(request);
      Problems.answer(
          request, Problem.of(415, "this server reads bodies without Content-Encoding"));
    } else if (request.uri().length() > MAX_TARGET) {
      Problems.answer(request, Problems.ofStatus(414));
    } else if (RequestHeaders.isLoop(request)) {
      Problems.answer(request, Problems.ofStatus(508));
    } else {
      context.next();
    }
  }

  private static boolean isEncoded(HttpServerRequest request) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    return encoding != null && !encoding.equalsIgnoreCase("identity");
  }

  private boolean isTooLarge(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && Long.parseLong(length) > maxBody;
  }

  private static void failed(RoutingContext context) {
    Throwable failure = context.failure();
    boolean unexplained =
        failure != null && (context.statusCode() == 500 || context.statusCode() < 400);
    Problems.answer(
        context.request(),
        unexplained
            ? Problems.of(failure)
            : Problems.ofStatus(Math.max(400, context.statusCode())));
  }
}
