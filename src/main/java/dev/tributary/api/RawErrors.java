package dev.tributary.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Problems for what the server refuses before any resource or mapper sees it. */
@ApplicationScoped
class RawErrors {
  /** Before the server's own check of the body's size, which answers without a body. */
  private static final int BEFORE_BODY_LIMIT = -10;

  private static final List<Integer> BY_THE_ROUTER = List.of(400, 404, 405, 406, 413, 415, 500);

  private final long maxBody;

  RawErrors(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody) {
    this.maxBody = maxBody.asLongValue();
  }

  void register(@Observes Router router) {
    router.route().order(BEFORE_BODY_LIMIT).handler(this::refuse).failureHandler(RawErrors::failed);
    BY_THE_ROUTER.forEach(status -> router.errorHandler(status, RawErrors::failed));
  }

  private void refuse(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (isTooLarge(request)) {
      // The body is not read: the connection cannot be used again.
      request.response().putHeader(HttpHeaders.CONNECTION, "close");
      request.response().endHandler(_ -> request.connection().close());
      Problems.answer(request, Problems.ofStatus(413));
    } else if (RequestHeaders.isLoop(request)) {
      Problems.answer(request, Problems.ofStatus(508));
    } else {
      context.next();
    }
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
