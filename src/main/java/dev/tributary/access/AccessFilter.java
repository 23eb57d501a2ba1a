package dev.tributary.access;

import dev.tributary.access.AccessPolicy.Decision;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route of the server, those under {@code /q} too, so that none is forgotten.
 *
 * <p>The key comes as {@code Authorization: Bearer <key>} or {@code X-API-Key: <key>}.
 */
@ApplicationScoped
class AccessFilter {
  /** After CORS (300), whose preflights carry no key; before everything that answers. */
  private static final int PRIORITY = 200;

  private static final String BEARER = "Bearer ";

  private final AccessPolicy policy;

  AccessFilter(AccessPolicy policy) {
    this.policy = policy;
  }

  void register(@Observes Filters filters) {
    filters.register(this::filter, PRIORITY);
  }

  private void filter(RoutingContext context) {
    HttpServerRequest request = context.request();
    // CORS comes first, and says so when the operator named the page's origin.
    boolean named = context.response().headers().contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
    if (!named && !policy.mayComeFrom(request.getHeader(HttpHeaders.ORIGIN))) {
      refuse(
          context,
          403,
          "Forbidden",
          "without API keys this server answers pages of this machine only",
          "Bearer realm=\"tributary\"");
      return;
    }
    Decision decision =
        policy.decide(request.method().name(), context.normalizedPath(), keyOf(request));
    switch (decision) {
      case ALLOWED -> context.next();
      case KEY_MISSING ->
          refuse(
              context,
              401,
              "Unauthorized",
              "this server wants an API key, as Authorization: Bearer <key> or X-API-Key: <key>",
              "Bearer realm=\"tributary\"");
      case KEY_UNKNOWN ->
          refuse(
              context,
              401,
              "Unauthorized",
              "this API key is not known",
              "Bearer realm=\"tributary\", error=\"invalid_token\"");
      case ADMIN_ONLY ->
          refuse(
              context,
              403,
              "Forbidden",
              "this needs an admin's API key",
              "Bearer realm=\"tributary\", error=\"insufficient_scope\"");
    }
  }

  private static @Nullable String keyOf(HttpServerRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return authorization.substring(BEARER.length()).strip();
    }
    return request.getHeader("X-API-Key");
  }

  /** Problem details by hand, as RFC 9457 has them: no mapper has been reached yet. */
  private static void refuse(
      RoutingContext context, int status, String title, String detail, String challenge) {
    JsonObject problem =
        new JsonObject()
            .put("type", "about:blank")
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .put("instance", context.normalizedPath());
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("WWW-Authenticate", challenge)
        .end(problem.toBuffer());
  }
}
