package dev.tributary.source.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.guard.Deadline;
import dev.tributary.guard.SingleFlight;
import dev.tributary.guard.Timers;
import dev.tributary.outbound.HttpCallers;
import dev.tributary.outbound.HttpRequest;
import dev.tributary.source.ErrorKind;
import dev.tributary.source.SourceException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens by OAuth 2.0 client credentials (RFC 6749, 4.4): fetched when first needed, shared
 * by all calls until shortly before they end.
 */
final class AccessTokens {
  /** A token this close to its end may be over when it arrives. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** When the server does not say how long a token lives. */
  private static final Duration DEFAULT_LIFE = Duration.ofMinutes(5);

  private static final long MAX_LIFE_SECONDS = Duration.ofDays(1).toSeconds();

  private final JsonCaller caller;
  private final HttpRequest request;
  private final Timers timers;
  private final SingleFlight<String, String> flights = new SingleFlight<>();
  private volatile @Nullable Token current;

  private record Token(String value, long until) {}

  /**
   * @param caller of the token endpoint
   * @param request for a token
   */
  AccessTokens(JsonCaller caller, HttpRequest request, Timers timers) {
    this.caller = caller;
    this.request = request;
    this.timers = timers;
  }

  /**
   * Tokens as they are configured; no I/O.
   *
   * @param keys where that stands
   * @param connections to the token endpoint
   */
  static AccessTokens of(
      String keys,
      HttpConfig.OAuth2 config,
      HttpCallers.Settings connections,
      HttpCallers callers,
      Timers timers) {
    HttpTarget target =
        HttpTarget.ofKey(keys + ".token-url", config.tokenUrl().orElse(null), Set.of(), "");
    String secret = config.clientSecret().orElse("");
    StringBuilder form = new StringBuilder("grant_type=client_credentials");
    config.scope().ifPresent(s -> form.append("&scope=").append(RequestTemplate.encode(s)));
    // The client in the header, its parts encoded as a form's (RFC 6749, 2.3.1).
    String client =
        RequestTemplate.encode(config.clientId().orElse("")) + ":" + RequestTemplate.encode(secret);
    Map<String, String> headers =
        Map.of(
            "Accept", "application/json",
            "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8)),
            "Content-Type", "application/x-www-form-urlencoded",
            "User-Agent", "Tributary");
    Complaint complaint = new Complaint(JsonLookup.of(keys, "$.error"));
    JsonCaller caller =
        new JsonCaller(
            target.host(),
            callers.caller(target.base(), connections),
            BodyFormat.JSON,
            complaint,
            new Discretion(headers).and(Set.of(secret)));
    return new AccessTokens(
        caller,
        new HttpRequest(
            "POST", target.target().literals().getFirst(), headers, Buffer.buffer(form.toString())),
        timers);
  }

  /** A token that is good now; fails with {@link SourceException}. */
  Uni<String> token(Deadline deadline) {
    return Uni.createFrom()
        .deferred(
            () -> {
              @Nullable Token known = current;
              return known != null && known.until - timers.nanoTime() > 0
                  ? Uni.createFrom().item(known.value)
                  : flights.share("", deadline, () -> fetch(deadline));
            });
  }

  /** A token turned out to be good no more. */
  void forget(String refused) {
    @Nullable Token known = current;
    if (known != null && known.value.equals(refused)) {
      current = null;
    }
  }

  private Uni<String> fetch(Deadline deadline) {
    return caller
        .call(request, deadline)
        .map(this::keep)
        .onFailure()
        .transform(AccessTokens::meant);
  }

  private String keep(JsonNode answer) {
    String value = answer.path("access_token").asText("");
    if (value.isEmpty() || !RequestHeaders.isOneLine(value)) {
      throw new SourceException(
          ErrorKind.PROTOCOL, "the token endpoint answered without an access_token");
    }
    long seconds = answer.path("expires_in").asLong(DEFAULT_LIFE.toSeconds());
    Duration life = Duration.ofSeconds(Math.clamp(seconds, 0, MAX_LIFE_SECONDS)).minus(MARGIN);
    current = new Token(value, timers.nanoTime() + life.toNanos());
    return value;
  }

  /** A client that the token endpoint calls wrong (400, RFC 6749, 5.2) has a wrong credential. */
  private static Throwable meant(Throwable failure) {
    return StatusException.is(failure, 400)
        ? new SourceException(ErrorKind.AUTH, failure.getMessage(), failure)
        : failure;
  }
}
