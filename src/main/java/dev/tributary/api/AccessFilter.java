package dev.tributary.api;

import dev.tributary.access.AccessPolicy;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
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
      refuse(request, 403, "without API keys this server answers pages of this machine only", "");
      return;
    }
    switch (policy.decide(request.method().name(), context.normalizedPath(), keyOf(request))) {
      case ALLOWED -> context.next();
      case KEY_MISSING ->
          refuse(
              request,
              401,
              "this server wants an API key, as Authorization: Bearer <key> or X-API-Key: <key>",
              "");
      case KEY_UNKNOWN ->
          refuse(request, 401, "this API key is not known", ", error=\"invalid_token\"");
      case ADMIN_ONLY ->
          refuse(request, 403, "this needs an admin's API key", ", error=\"insufficient_scope\"");
    }
  }

  /** The key that a request presents; null when it has none. */
  static @Nullable String keyOf(HttpServerRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return authorization.substring(BEARER.length()).strip();
    }
    return request.getHeader("X-API-Key");
  }

  private static void refuse(
      HttpServerRequest request, int status, String detail, String challenge) {
    request.response().putHeader("WWW-Authenticate", "Bearer realm=\"tributary\"" + challenge);
    Problems.answer(request, Problem.of(status, detail));
  }
}
