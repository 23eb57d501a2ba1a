package dev.tributary.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.source.ErrorKind;
import dev.tributary.source.Source;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OAuth2Test extends SourceFixture {
  private final StubApi tokens = StubApi.start();
  private final AtomicInteger issued = new AtomicInteger();
  private final Source protectedApi =
      sources.api(
          api.uri() + "/s",
          Map.of(
              "oauth2.token-url", tokens.uri() + "/token",
              "oauth2.client-id", "me:too",
              "oauth2.client-secret", "s3cr3t+",
              "oauth2.scope", "read all"));

  @AfterEach
  void close() {
    tokens.close();
  }

  private void issue(String more) {
    tokens.behave(
        r ->
            r.response()
                .end(
                    "{\"access_token\":\"t%d\",\"token_type\":\"bearer\"%s}"
                        .formatted(issued.incrementAndGet(), more)));
  }

  @Test
  void token_is_fetched_once_and_sent_with_every_call() {
    issue(",\"expires_in\":3600");
    api.answer(ONE);
    assertThat(tokens.connections()).isZero();
    await(protectedApi, "q");
    await(protectedApi, "q");
    StubApi.Seen asked = tokens.lastSeen();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.body()).isEqualTo("grant_type=client_credentials&scope=read%20all");
    assertThat(asked.headers().get("Authorization")).isEqualTo("Basic bWUlM0F0b286czNjcjN0JTJC");
    assertThat(asked.headers().get("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
    assertThat(tokens.seen()).hasSize(1);
    assertThat(api.seen())
        .hasSize(2)
        .allSatisfy(s -> assertThat(s.headers().get("Authorization")).isEqualTo("Bearer t1"));
  }

  @Test
  void token_that_is_about_to_end_is_not_used_again() {
    issue(",\"expires_in\":29");
    api.answer(ONE);
    await(protectedApi, "q");
    await(protectedApi, "q");
    assertThat(api.lastSeen().headers().get("Authorization")).isEqualTo("Bearer t2");
  }

  @Test
  void revoked_token_is_replaced_once() {
    issue("");
    api.behave(
        r -> {
          boolean good = "Bearer t2".equals(r.getHeader("Authorization"));
          r.response().setStatusCode(good ? 200 : 401).end(ONE);
        });
    assertThat(await(protectedApi, "q").passages()).hasSize(1);
    api.behave(r -> r.response().setStatusCode(401).end());
    failure(protectedApi.search(request("q", Duration.ofSeconds(20))), ErrorKind.AUTH);
    assertThat(issued).hasValue(3);
  }

  @Test
  void call_with_another_token_counts_as_a_call() {
    issue("");
    api.behave(r -> r.response().setStatusCode(401).end());
    Source paced =
        sources.api(
            api.uri() + "/s",
            Map.of(
                "oauth2.token-url", tokens.uri() + "/token",
                "oauth2.client-id", "me",
                "oauth2.client-secret", "s3cr3t+",
                "rate-limit", "1/1h"));
    failure(paced.search(request("q", Duration.ofSeconds(20))), ErrorKind.RATE_LIMITED);
    assertThat(api.seen()).hasSize(1);
  }

  @Test
  void wrong_client_is_a_failure_of_authentication_in_the_servers_words() {
    tokens.behave(
        r -> r.response().setStatusCode(400).end("{\"error\":\"invalid_client s3cr3t+\"}"));
    var failure =
        failure(protectedApi.search(request("q", Duration.ofSeconds(20))), ErrorKind.AUTH);
    assertThat(failure).hasMessageContaining("invalid_client");
    assertThat(api.connections()).isZero();
  }

  @Test
  void answer_without_a_token_is_a_protocol_failure() {
    tokens.answer("{\"access_token\":\"a\\r\\nEvil: 1\"}");
    failure(protectedApi.search(request("q", Duration.ofSeconds(20))), ErrorKind.PROTOCOL);
  }

  @Test
  void cancelling_reaches_the_token_endpoint() {
    var asked = protectedApi.search(request("q", Duration.ofSeconds(20))).subscribe().with(_ -> {});
    eventually(() -> tokens.openCalls() == 1);
    asked.cancel();
    eventually(() -> tokens.openCalls() == 0);
  }
}
