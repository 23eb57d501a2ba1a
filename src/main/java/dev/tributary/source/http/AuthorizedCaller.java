package dev.tributary.source.http;

import dev.tributary.guard.Deadline;
import dev.tributary.outbound.HttpAnswer;
import dev.tributary.outbound.HttpCaller;
import dev.tributary.outbound.HttpRequest;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;

/**
 * Calls with an access token. One that the endpoint does not take any more, as when it was revoked,
 * is replaced once.
 */
record AuthorizedCaller(HttpCaller caller, AccessTokens tokens) implements HttpCaller {
  private static final int UNAUTHORIZED = 401;

  @Override
  public Uni<HttpAnswer> call(HttpRequest request, Deadline deadline) {
    return tokens
        .token(deadline)
        .chain(
            token ->
                caller
                    .call(with(token, request), deadline)
                    .chain(
                        answer ->
                            answer.status() == UNAUTHORIZED
                                ? again(token, request, deadline)
                                : Uni.createFrom().item(answer)));
  }

  private Uni<HttpAnswer> again(String refused, HttpRequest request, Deadline deadline) {
    tokens.forget(refused);
    return tokens.token(deadline).chain(token -> caller.call(with(token, request), deadline));
  }

  private static HttpRequest with(String token, HttpRequest request) {
    Map<String, String> headers = new HashMap<>(request.headers());
    headers.put("Authorization", "Bearer " + token);
    return new HttpRequest(request.method(), request.pathAndQuery(), headers, request.body());
  }
}
